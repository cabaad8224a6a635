import { plansLayout } from "../../source/store/layout.ts";
import { openPlansDisk } from "../../source/store/plans-disk.ts";
import { openWorkflowStore } from "../../source/store/workflow-store.ts";
import { eventually } from "../../test/support/eventually.ts";
import type { LoggedRequest } from "../../test/support/github/http/log.ts";
import type { GitHub } from "../../test/support/github/index.ts";
import { type IssueDesk, waitAtGate } from "../at-gate.ts";
import type { Stage } from "../stage.ts";
import { LOOK, openWidgets, POLL_SECONDS } from "./widgets.ts";

/** What one look cost, until the next one began. */
interface Look {
  readonly requests: number;
  readonly points: number;
}

/** Watches workflows that all wait for a decision; the first look reads what is there, the later ones find nothing new. */
export async function lookAtMany(
  stage: Stage,
  workflows: number,
  cycles: number,
): Promise<{ readonly first: Look; readonly later: readonly Look[] }> {
  const widgets = await openWidgets(stage, "many");
  const { github, plans } = widgets;
  try {
    const now = () => new Date();
    const store = await openWorkflowStore(openPlansDisk(plansLayout(plans), { now }), now);
    const desk = deskOf(github);
    for (let number = 1; number <= workflows; number += 1) waitAtGate(store, desk);
    const engine = widgets.orcTui("run");
    try {
      // One more than are counted: only the next look says that one is over.
      const wanted = cycles + 2;
      const patienceMs = (wanted + 6) * POLL_SECONDS * 1_000;
      await eventually(`${wanted} looks`, () => looksIn(github).length >= wanted, patienceMs);
    } finally {
      await engine.interrupt();
    }
    const [first, ...later] = looksIn(github).slice(0, -1);
    if (first === undefined) throw new Error("nobody has looked");
    return { first, later };
  } finally {
    await widgets.close();
  }
}

/** Long enough ago for the first look to be the last that reads all of it. */
const AGE_MS = 60_000;

function deskOf({ world }: GitHub): IssueDesk {
  const createdAt = () => new Date(Date.now() - AGE_MS);
  return {
    addIssue: (issue) => world.addIssue({ ...issue, by: "owner", createdAt: createdAt() }).number,
    comment: (number, body) => world.comment(number, { by: "owner", body, createdAt: createdAt() }),
  };
}

/** What was asked before the first look belongs to it. */
function looksIn({ requests }: GitHub): Look[] {
  const looks: LoggedRequest[][] = [];
  for (const request of requests) {
    if (request.operationName === LOOK && looks.some(hasLooked)) looks.push([request]);
    else if (looks.length === 0) looks.push([request]);
    else looks.at(-1)?.push(request);
  }
  return looks.filter(hasLooked).map((asked) => ({
    requests: asked.length,
    points: asked.reduce((sum, { cost }) => sum + cost, 0),
  }));
}

const hasLooked = (asked: readonly LoggedRequest[]) =>
  asked.some(({ operationName }) => operationName === LOOK);
