import type { Figure } from "./figure.ts";
import { lookAtMany } from "./github/many-workflows.ts";
import { POLL_SECONDS } from "./github/widgets.ts";
import { type Passage, passages } from "./github/workflow-passage.ts";
import type { Stage } from "./stage.ts";

const WORKFLOWS = 50;

/** What the tracker costs against a GitHub on loopback: our own part, to which the network adds its round trips. */
export async function github(stage: Stage): Promise<Figure[]> {
  const all = await passages(stage, stage.quick ? 2 : 6);
  const looks = await lookAtMany(stage, WORKFLOWS, stage.quick ? 3 : 8);
  const worst = (of: (passage: Passage) => number) => Math.max(...all.map(of));
  const doneSeconds = worst(({ doneMs }) => doneMs) / 1_000;
  return [
    figure("phase 1, worst", "s", 2, worst(({ phase1Ms }) => phase1Ms) / 1_000, 30),
    figure(
      "status label after a transition, worst",
      "ms",
      0,
      worst(({ labelMs }) => labelMs),
      2_000,
    ),
    figure(
      "phase 2 to the agent's launch, worst",
      "ms",
      0,
      worst(({ launchMs }) => launchMs),
      5_000,
    ),
    figure("pollSeconds", "s", 2, POLL_SECONDS),
    figure("between two looks, longest", "s", 2, worst(({ longestPauseMs }) => longestPauseMs) / 1_000),
    figure("comment right after a look to DONE, worst", "s", 2, doneSeconds),
    figure("the same, times pollSeconds", "", 2, doneSeconds / POLL_SECONDS, 1),
    figure(`first look at ${WORKFLOWS} workflows`, "requests", 0, looks.first.requests),
    figure("each look after it, most", "requests", 0, Math.max(...looks.later.map(requestsOf)), 1),
    figure("each look after it, most", "points", 0, Math.max(...looks.later.map(({ points }) => points)), 1),
  ];
}

const requestsOf = ({ requests }: { readonly requests: number }) => requests;

function figure(name: string, unit: string, decimals: number, value: number, limit?: number): Figure {
  const values = { "orc-tui": value };
  return { name: `github: ${name}`, unit, decimals, values, ...(limit !== undefined && { limit }) };
}
