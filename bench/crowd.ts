import { setTimeout as delay } from "node:timers/promises";
import type { PseudoTerminal } from "../test/support/pty.ts";
import { FrameReader } from "./crowd/frame-faults.ts";
import { manyAtGate } from "./crowd/many-at-gate.ts";
import type { Figure } from "./figure.ts";
import { chosenRow, keyWait, type Look } from "./key-wait.ts";
import { openCrowd } from "./many-agents/crowd.ts";
import { cpuPercentDuring, memoryMiB } from "./process-usage.ts";
import { SIZE, type Stage } from "./stage.ts";
import { median, quantile } from "./statistics.ts";

const WORKFLOWS = 500;
const AGENTS = 8;
const LINES_PER_SECOND = 200;
const KEYS = 160;
const BETWEEN_KEYS_MS = 60;
const SETTLED_MS = 2_000;
/** After the agents have ended there is much to be written down. */
const CALM_MS = 8_000;
const KEY_P95_MS = 50;
/** On a machine that is busy with other things both wait. */
const KEY_P95_RATIO = 2;
const CPU_PERCENT = 25;
const IDLE_PERCENT = 0.5;

const END = "\x1b[F";
const HOME = "\x1b[H";
const PAGE_UP = "\x1b[5~";
const PAGE_DOWN = "\x1b[6~";

/** So many workflows that they are a list to be scrolled, with agents that write among them; then nothing at all. */
export async function crowd(stage: Stage): Promise<Figure[]> {
  const count = stage.quick ? KEYS / 4 : KEYS;
  const reader = new FrameReader(SIZE.columns, SIZE.rows);
  const gathered = await openCrowd(stage, {
    agents: AGENTS,
    linesPerSecond: LINES_PER_SECOND,
    settle: (plans) => manyAtGate(plans, WORKFLOWS - AGENTS),
    attend(terminal) {
      terminal.read((data) => reader.write(data));
    },
  });
  const orc = gathered.terminal;
  const bare = stage.bareInk(gathered.output);
  try {
    await bare.waitFor(/line \d+ at/);
    await delay(SETTLED_MS);
    // The alternate screen has been entered.
    const before = await reader.faults();
    const pages = await walk(orc, count, (index) => (index % 8 < 4 ? PAGE_DOWN : PAGE_UP), listText, HOME);
    await toAgents(orc);
    const rows = await walk(orc, count, (index) => (index % 8 < 4 ? "k" : "j"), chosenRow);
    const bareRows = await walk(bare, count, (index) => (index % 8 < 4 ? "j" : "k"), chosenRow);
    const [orcCpu, bareCpu] = await Promise.all([cpuDuring(orc, stage), cpuDuring(bare, stage)]);
    const memory = { orc: memoryMiB(orc.pid).now, bare: memoryMiB(bare.pid).now };
    const { linesPerSecond } = await gathered.end();
    await delay(CALM_MS);
    const written = { orc: orc.bytesWritten, bare: bare.bytesWritten };
    const [orcIdle, bareIdle] = await Promise.all([cpuDuring(orc, stage), cpuDuring(bare, stage)]);
    const faults = await reader.faults();
    return [
      figure("written", "lines/s", 0, { "orc-tui": linesPerSecond }),
      figure("key to another agent, median", "ms", 1, {
        "orc-tui": median(rows),
        "bare Ink": median(bareRows),
      }),
      figure(
        "key to another agent, p95",
        "ms",
        1,
        { "orc-tui": p95(rows), "bare Ink": p95(bareRows) },
        KEY_P95_MS,
      ),
      ratio("the same, times bare Ink", p95(rows), p95(bareRows), KEY_P95_RATIO),
      figure("key to another page of the list, p95", "ms", 1, { "orc-tui": p95(pages) }, KEY_P95_MS),
      figure("processor", "% of a core", 1, { "orc-tui": orcCpu, "bare Ink": bareCpu }, CPU_PERCENT),
      ratio("the same, times bare Ink", orcCpu, bareCpu),
      figure("memory", "MiB", 1, { "orc-tui": memory.orc, "bare Ink": memory.bare }),
      figure("frames taller than the screen", "", 0, { "orc-tui": faults.scrolls - before.scrolls }, 0),
      figure("frames wider than the screen", "", 0, { "orc-tui": faults.wraps - before.wraps }, 0),
      figure("clears of the whole screen", "", 0, { "orc-tui": faults.clears - before.clears }, 0),
      figure(
        "idle, written",
        "bytes",
        0,
        { "orc-tui": orc.bytesWritten - written.orc, "bare Ink": bare.bytesWritten - written.bare },
        0,
      ),
      figure("idle, processor", "% of a core", 2, { "orc-tui": orcIdle, "bare Ink": bareIdle }, IDLE_PERCENT),
    ];
  } finally {
    await Promise.all([orc.close(), bare.close()]);
    reader.dispose();
  }
}

const IS_AT_WORK = /^▌.*\bof many\b/m;

/** They stand between those that wait for a person and those that have ended. */
async function toAgents(terminal: PseudoTerminal): Promise<void> {
  terminal.press(END);
  await delay(SETTLED_MS);
  for (let row = 0; row < WORKFLOWS && !IS_AT_WORK.test(terminal.screen()); row += 1)
    await keyWait(terminal, "k", chosenRow);
  await delay(SETTLED_MS);
}

/** Presses keys one by one, each when what the one before did has long been shown. */
async function walk(
  terminal: PseudoTerminal,
  count: number,
  keyAt: (index: number) => string,
  look: Look,
  first = "",
): Promise<number[]> {
  if (first !== "") {
    terminal.press(first);
    await delay(SETTLED_MS);
  }
  const waits: number[] = [];
  for (let index = 0; index < count; index += 1) {
    waits.push(await keyWait(terminal, keyAt(index), look));
    await delay(BETWEEN_KEYS_MS);
  }
  return waits;
}

const BORDER = "│";

/** What stands left of the detail. */
const listText: Look = (rows) => rows.map((row) => row.slice(0, Math.max(0, row.indexOf(BORDER)))).join("\n");

function cpuDuring(terminal: PseudoTerminal, stage: Stage): Promise<number> {
  return cpuPercentDuring(terminal.pid, () => delay(stage.quick ? 6_000 : 20_000));
}

const p95 = (samples: readonly number[]) => quantile(samples, 0.95);

function ratio(name: string, orc: number, bare: number, limit?: number): Figure {
  return figure(name, "", 2, { "orc-tui": orc / bare, "bare Ink": 1 }, limit);
}

function figure(
  name: string,
  unit: string,
  decimals: number,
  values: Figure["values"],
  limit?: number,
): Figure {
  const full = `${WORKFLOWS} workflows, ${AGENTS} × ${LINES_PER_SECOND} lines/s: ${name}`;
  return { name: full, unit, decimals, values, ...(limit !== undefined && { limit }) };
}
