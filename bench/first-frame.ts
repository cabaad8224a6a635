import { setImmediate as soon } from "node:timers/promises";
import { identify } from "../source/processes/identity.ts";
import type { PseudoTerminal } from "../test/support/pty.ts";
import type { Figure } from "./figure.ts";
import type { Stage } from "./stage.ts";
import { median } from "./statistics.ts";

/** Ratio to `node -e 0`; the nearest peer has 9.7, a bare dashboard in Ink 5.3. */
const LIMIT = 5.5;

/** From the start of the program to the first title of a workflow on the screen. */
export async function firstFrame(stage: Stage, repository: string): Promise<Figure[]> {
  const start = { orc: [] as number[], ink: [] as number[], node: [] as number[] };
  const rounds = stage.quick ? 5 : 15;
  // The first round fills the compile caches.
  for (let round = 0; round <= rounds; round += 1) {
    const node = await emptyNode(stage.emptyNode);
    const ink = await untilShown(() => stage.bareInk(), "Workflow 1");
    const orc = await untilShown(() => stage.dashboard(repository), "Feature 1");
    if (round === 0) continue;
    start.node.push(node);
    start.ink.push(ink);
    start.orc.push(orc);
  }
  const [orc, ink, node] = [median(start.orc), median(start.ink), median(start.node)];
  return [
    {
      name: "first frame",
      unit: "ms",
      decimals: 0,
      values: { "orc-tui": orc, "bare Ink": ink, "node -e 0": node },
    },
    {
      name: "first frame, times node -e 0",
      unit: "",
      decimals: 1,
      values: { "orc-tui": orc / node, "bare Ink": ink / node, "node -e 0": 1 },
      limit: LIMIT,
    },
  ];
}

async function untilShown(open: () => PseudoTerminal, title: string): Promise<number> {
  const start = performance.now();
  const terminal = open();
  try {
    await terminal.waitFor(title);
    const shown = performance.now() - start;
    // Only a program that ends by itself writes its compile cache.
    terminal.press("q");
    await terminal.ended;
    return shown;
  } finally {
    await terminal.close();
  }
}

/** In a terminal as well: a process that is started in one takes longer. */
async function emptyNode(open: () => PseudoTerminal): Promise<number> {
  const start = performance.now();
  const terminal = open();
  while (identify(terminal.pid) !== null) await soon();
  const ended = performance.now();
  await terminal.close();
  return ended - start;
}
