import { setTimeout as delay } from "node:timers/promises";
import type { PseudoTerminal } from "../test/support/pty.ts";
import type { Figure } from "./figure.ts";
import { keyWait } from "./key-wait.ts";
import { finishedRuns, LONG_TITLE, SHORT_TITLE } from "./long-run/finished-runs.ts";
import { claudeOutput, NEEDLE, type Output, onePass, plainOutput } from "./long-run/outputs.ts";
import { isFull, logRows, titleOf } from "./long-run/screen.ts";
import { memoryMiB } from "./process-usage.ts";
import type { Stage } from "./stage.ts";
import { median, quantile } from "./statistics.ts";

const OPEN_MS = 300;
const KEY_MS = 50;
const MEMORY_MIB = 180;
const SETTLED_MS = 1_000;
const BETWEEN_KEYS_MS = 60;
const FOUND_WITHIN_MS = 120_000;

/** A run of a million lines that has ended: opened, scrolled and searched. */
export async function longRun(stage: Stage): Promise<Figure[]> {
  return [
    ...(await longRunOf(stage, "command", plainOutput)),
    ...(await longRunOf(stage, "claude", claudeOutput)),
  ];
}

async function longRunOf(
  stage: Stage,
  provider: "command" | "claude",
  output: Output,
): Promise<readonly Figure[]> {
  const { repository, output: path } = await finishedRuns(stage, provider, output);
  const pass = median(Array.from({ length: 5 }, () => onePass(path)));
  const terminal = stage.dashboard(repository);
  try {
    await terminal.waitFor(LONG_TITLE);
    await delay(SETTLED_MS);
    const opened = await openings(terminal, output, stage.quick ? 3 : 9);
    const scrolled = await scrolling(terminal, output, stage.quick ? 5 : 20);
    const found = await searches(terminal, output, stage.quick ? 1 : 3);
    const figure = (name: string, unit: string, decimals: number, value: number, limit?: number): Figure => ({
      name: `1,000,000 lines of ${provider}: ${name}`,
      unit,
      decimals,
      values: { "orc-tui": value },
      ...(limit !== undefined && { limit }),
    });
    const p95 = (samples: readonly number[]) => quantile(samples, 0.95);
    return [
      figure("opened, a screen full, median", "ms", 0, median(opened.full), OPEN_MS),
      figure("opened, a screen full, longest", "ms", 0, Math.max(...opened.full), OPEN_MS),
      figure("opened, its last line shown, median", "ms", 0, median(opened.last), OPEN_MS),
      figure("the same, times one pass over the file", "", 1, median(opened.last) / pass),
      figure("to its start, p95", "ms", 1, p95(scrolled.start), KEY_MS),
      figure("a page down, p95", "ms", 1, p95(scrolled.page), KEY_MS),
      figure("to its end, p95", "ms", 1, p95(scrolled.end), KEY_MS),
      figure("searched, found near its end, median", "ms", 0, median(found.milliseconds)),
      figure("the same, times one pass over the file", "", 1, median(found.milliseconds) / pass),
      figure("key while searching, p95", "ms", 1, p95(found.keys), KEY_MS),
      figure("key while searching, longest", "ms", 1, Math.max(...found.keys), KEY_MS),
      figure("memory at most", "MiB", 1, memoryMiB(terminal.pid).peak, MEMORY_MIB),
    ];
  } finally {
    await terminal.close();
  }
}

/** Chooses it again and again, coming from another workflow. */
async function openings(terminal: PseudoTerminal, { last }: Output, count: number) {
  const full: number[] = [];
  const end: number[] = [];
  const [toLong, toShort] = titleOf(terminal.rows()) === SHORT_TITLE ? ["j", "k"] : ["k", "j"];
  if (titleOf(terminal.rows()) === LONG_TITLE) await keyWait(terminal, toShort, titleOf);
  for (let sample = 0; sample < count; sample += 1) {
    await delay(BETWEEN_KEYS_MS);
    const isLong = (rows: readonly string[]) => titleOf(rows) === LONG_TITLE;
    const wholeEnd = waitFor(terminal, (rows) => isLong(rows) && shows(rows, last));
    full.push(await keyWait(terminal, toLong, (rows) => isLong(rows) && isFull(rows), Boolean));
    end.push(await wholeEnd);
    if (sample < count - 1) await keyWait(terminal, toShort, titleOf);
  }
  return { full, last: end };
}

/** The milliseconds from now until the screen is as wanted. */
async function waitFor(terminal: PseudoTerminal, isWanted: (rows: readonly string[]) => boolean) {
  const start = performance.now();
  await terminal.waitFor(() => isWanted(terminal.rows()));
  return performance.now() - start;
}

const FOCUS_LOG = "1";
const HOME = "\x1b[H";
const END = "\x1b[F";
const PAGE_DOWN = "\x1b[6~";

async function scrolling(terminal: PseudoTerminal, { first, last }: Output, count: number) {
  terminal.press(FOCUS_LOG);
  await delay(SETTLED_MS);
  const waits = { start: [] as number[], page: [] as number[], end: [] as number[] };
  for (let sample = 0; sample < count; sample += 1) {
    waits.start.push(await keyWait(terminal, HOME, (rows) => shows(rows, first), Boolean));
    await delay(BETWEEN_KEYS_MS);
    waits.page.push(await keyWait(terminal, PAGE_DOWN, logText));
    await delay(BETWEEN_KEYS_MS);
    waits.end.push(await keyWait(terminal, END, (rows) => shows(rows, last), Boolean));
    await delay(BETWEEN_KEYS_MS);
  }
  return waits;
}

const SEARCH = `/${NEEDLE}\r`;
const END_SEARCH = "\x1b";

/** Searches from the start for what is near the end, and scrolls a row now and then until it is found. */
async function searches(terminal: PseudoTerminal, { first, needle }: Output, count: number) {
  const milliseconds: number[] = [];
  const keys: number[] = [];
  for (let sample = 0; sample < count; sample += 1) {
    await keyWait(terminal, HOME, (rows) => shows(rows, first), Boolean);
    await delay(SETTLED_MS);
    let foundAt: number | null = null;
    const unwatch = terminal.watch((at) => {
      if (foundAt === null && shows(terminal.rows(), needle)) foundAt = at;
    });
    const start = performance.now();
    terminal.press(SEARCH);
    for (let key = 0; foundAt === null && performance.now() - start < FOUND_WITHIN_MS; key += 1) {
      keys.push(await keyWait(terminal, key % 2 === 0 ? "j" : "k", logText));
      await delay(BETWEEN_KEYS_MS);
    }
    unwatch();
    milliseconds.push((foundAt ?? Number.NaN) - start);
    terminal.press(END_SEARCH);
    await delay(SETTLED_MS);
  }
  return { milliseconds, keys };
}

function shows(rows: readonly string[], words: string): boolean {
  return logRows(rows).some((row) => `${row} `.includes(words));
}

function logText(rows: readonly string[]): string {
  return logRows(rows).join("\n");
}
