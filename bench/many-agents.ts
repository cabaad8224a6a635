import { setTimeout as delay } from "node:timers/promises";
import type { PseudoTerminal } from "../test/support/pty.ts";
import type { Figure } from "./figure.ts";
import { chosenRow, keyWait, type Look } from "./key-wait.ts";
import { openCrowd } from "./many-agents/crowd.ts";
import { cpuPercentDuring, memoryMiB, proportionalMiB } from "./process-usage.ts";
import type { Stage } from "./stage.ts";
import { median, quantile } from "./statistics.ts";

const AGENTS = 20;
const LINES_PER_SECOND = 500;
const KEYS = 200;
const BETWEEN_KEYS_MS = 60;
const SETTLED_MS = 2_000;
const KEY_P95_MS = 100;
/** On a machine that is busy with other things both wait. */
const KEY_P95_RATIO = 2;
/** 250 MB. */
const MEMORY_MIB = 238;

const PAGE_UP = "\x1b[5~";
const PAGE_DOWN = "\x1b[6~";

/** Many agents that write at once: what the dashboard costs and how soon it answers, and whether all of it is kept. */
export async function manyAgents(stage: Stage): Promise<Figure[]> {
  const count = stage.quick ? KEYS / 4 : KEYS;
  const crowd = await openCrowd(stage, { agents: AGENTS, linesPerSecond: LINES_PER_SECOND });
  const orc = crowd.terminal;
  const bare = stage.bareInk(crowd.output);
  try {
    await bare.waitFor(/line \d+ at/);
    await delay(SETTLED_MS);
    const keys = { orc: [] as number[], ink: [] as number[] };
    for (let index = 0; index < count; index += 1) {
      // Down and up again, over four workflows: each shows another agent's log.
      const key = index % 8 < 4 ? "j" : "k";
      keys.orc.push(await settledKey(orc, key, chosenRow));
      keys.ink.push(await settledKey(bare, key, chosenRow));
    }
    const pages = await pageThrough(orc, count / 4);
    const pids = [orc.pid, bare.pid, ...crowd.supervisors];
    const pause = delay(stage.quick ? 4_000 : 10_000);
    const [orcCpu = Number.NaN, inkCpu = Number.NaN, ...supervisorCpu] = await Promise.all(
      pids.map((pid) => cpuPercentDuring(pid, () => pause)),
    );
    const memory = { orc: memoryMiB(orc.pid), ink: memoryMiB(bare.pid) };
    const supervisors = crowd.supervisors.map((pid) => memoryMiB(pid).peak);
    const shares = crowd.supervisors.map(proportionalMiB);
    const end = await crowd.end();
    return [
      figure("written", "lines/s", 0, { "orc-tui": end.linesPerSecond }),
      keyFigure("key to another agent, median", median, keys),
      keyFigure("key to another agent, p95", p95, keys, KEY_P95_MS),
      figure(
        "key to another agent, p95, times bare Ink",
        "",
        2,
        { "orc-tui": p95(keys.orc) / p95(keys.ink), "bare Ink": 1 },
        KEY_P95_RATIO,
      ),
      figure("key to another page, p95", "ms", 1, { "orc-tui": p95(pages) }, KEY_P95_MS),
      figure("memory", "MiB", 1, { "orc-tui": memory.orc.now, "bare Ink": memory.ink.now }, MEMORY_MIB),
      figure(
        "memory at most",
        "MiB",
        1,
        {
          "orc-tui": memory.orc.peak,
          "bare Ink": memory.ink.peak,
        },
        MEMORY_MIB,
      ),
      figure("memory, times bare Ink", "", 2, { "orc-tui": memory.orc.now / memory.ink.now, "bare Ink": 1 }),
      figure("processor", "% of a core", 1, { "orc-tui": orcCpu, "bare Ink": inkCpu }),
      figure("a supervisor, memory at most", "MiB", 1, { "orc-tui": Math.max(...supervisors) }),
      figure("all supervisors, memory (shared pages once)", "MiB", 1, { "orc-tui": sum(shares) }),
      figure("a supervisor, processor, median", "% of a core", 1, { "orc-tui": median(supervisorCpu) }),
      figure("all supervisors, processor", "% of a core", 1, { "orc-tui": sum(supervisorCpu) }),
      figure("lines lost on disk", "", 0, { "orc-tui": end.lines }, 0),
      figure("logs that differ from what was written", "", 0, { "orc-tui": end.files }, 0),
      figure("from the last line to the last gate", "s", 1, { "orc-tui": end.milliseconds / 1_000 }),
      figure("workflows that are not at the gate", "", 0, { "orc-tui": end.notAtGate }, 0),
      figure("processes left", "", 0, { "orc-tui": end.processesLeft }, 0),
    ];
  } finally {
    await Promise.all([orc.close(), bare.close()]);
  }
}

const FOCUS_LOG = "1";
/** So far up that the log never follows its end again while it is measured. */
const PAGES_AHEAD = 6;

/** Pages up and down in the log of an agent that goes on writing. */
async function pageThrough(terminal: PseudoTerminal, count: number): Promise<number[]> {
  terminal.press(FOCUS_LOG);
  const waits: number[] = [];
  for (let page = 0; page < PAGES_AHEAD; page += 1) await settledKey(terminal, PAGE_UP, firstNumber);
  for (let page = 0; page < count; page += 1)
    waits.push(await settledKey(terminal, page % 8 < 4 ? PAGE_UP : PAGE_DOWN, firstNumber));
  return waits;
}

/** The number of the uppermost line of the log. */
const firstNumber: Look = (rows) => /line (\d+) at/.exec(rows.join("\n"))?.[1];

async function settledKey(terminal: PseudoTerminal, key: string, look: Look): Promise<number> {
  const wait = await keyWait(terminal, key, look);
  await delay(BETWEEN_KEYS_MS);
  return wait;
}

const p95 = (samples: readonly number[]) => quantile(samples, 0.95);

function keyFigure(
  name: string,
  of: (samples: readonly number[]) => number,
  keys: { readonly orc: readonly number[]; readonly ink: readonly number[] },
  limit?: number,
): Figure {
  return figure(name, "ms", 1, { "orc-tui": of(keys.orc), "bare Ink": of(keys.ink) }, limit);
}

function figure(
  name: string,
  unit: string,
  decimals: number,
  values: Figure["values"],
  limit?: number,
): Figure {
  const full = `${AGENTS} × ${LINES_PER_SECOND} lines/s: ${name}`;
  return { name: full, unit, decimals, values, ...(limit !== undefined && { limit }) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
