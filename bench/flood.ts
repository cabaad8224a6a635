import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { PseudoTerminal } from "../test/support/pty.ts";
import type { Figure, Subject } from "./figure.ts";
import { cpuPercentDuring, memoryMiB } from "./process-usage.ts";
import type { Stage } from "./stage.ts";
import { median, quantile } from "./statistics.ts";

const DEMO_AGENT = join(import.meta.dirname, "../dist/demo-agent.js");
const CPU_PERCENT: Readonly<Record<number, number>> = { 1000: 12, 10000: 20 };
const LAG_P95_MS = 150;
const MEMORY_MIB = 180;
const MILLION = 1_000_000;
const MILLION_PER_SECOND = 50_000;
/** The agent goes on for longer than it is measured. */
const SPARE_SECONDS = 8;

/** An agent that writes this many lines a second: what the screen costs, and how old its newest line is. */
export async function flood(stage: Stage, linesPerSecond: number): Promise<Figure[]> {
  const seconds = stage.quick ? 4 : 10;
  const behaviour = `flood:${linesPerSecond}:${linesPerSecond * (seconds + SPARE_SECONDS)}`;
  const measure = async (terminal: PseudoTerminal) => {
    await terminal.waitFor((screen) => (newestLine(screen)?.number ?? 0) > linesPerSecond);
    const lags = watchLags(terminal);
    const cpu = await cpuPercentDuring(terminal.pid, () => delay(seconds * 1000));
    return { cpu, lags: lags.end() };
  };
  const orc = await withOrcTui(stage, behaviour, measure);
  const ink = await withBareInk(stage, behaviour, measure);
  const name = `${linesPerSecond.toLocaleString("en")} lines/s`;
  const values = (of: (result: typeof orc) => number): Figure["values"] => ({
    "orc-tui": of(orc),
    "bare Ink": of(ink),
  });
  const limit = CPU_PERCENT[linesPerSecond];
  return [
    {
      name: `${name}, processor`,
      unit: "% of a core",
      decimals: 1,
      values: values(({ cpu }) => cpu),
      ...(limit !== undefined && { limit }),
    },
    {
      name: `${name}, line to screen, median`,
      unit: "ms",
      decimals: 0,
      values: values(({ lags }) => median(lags)),
    },
    {
      name: `${name}, line to screen, p95`,
      unit: "ms",
      decimals: 0,
      values: values(({ lags }) => quantile(lags, 0.95)),
      limit: LAG_P95_MS,
    },
  ];
}

/** What the dashboards hold after a million lines. */
export async function millionLines(stage: Stage): Promise<Figure[]> {
  const behaviour = `flood:${MILLION_PER_SECOND}:${MILLION}`;
  const measure = async (terminal: PseudoTerminal) => {
    await terminal.waitFor((screen) => newestLine(screen)?.number === MILLION, 120_000);
    return memoryMiB(terminal.pid);
  };
  const orc = await withOrcTui(stage, behaviour, measure);
  const ink = await withBareInk(stage, behaviour, measure);
  const figure = (name: string, of: (memory: typeof orc) => number, limit?: number): Figure => ({
    name,
    unit: "MiB",
    decimals: 1,
    values: { "orc-tui": of(orc), "bare Ink": of(ink) } satisfies Partial<Record<Subject, number>>,
    ...(limit !== undefined && { limit }),
  });
  return [
    figure("memory after 1,000,000 lines", ({ now }) => now, MEMORY_MIB),
    figure("memory at most", ({ peak }) => peak),
  ];
}

async function withOrcTui<Result>(
  stage: Stage,
  behaviour: string,
  measure: (terminal: PseudoTerminal) => Promise<Result>,
): Promise<Result> {
  const repository = stage.createRepository(behaviour.replaceAll(":", "-"), behaviour);
  const terminal = stage.dashboard(repository);
  try {
    await terminal.waitFor("No workflows here yet");
    await stage.orcTui(repository, "new", "A talkative feature");
    return await measure(terminal);
  } finally {
    await terminal.close();
  }
}

async function withBareInk<Result>(
  stage: Stage,
  behaviour: string,
  measure: (terminal: PseudoTerminal) => Promise<Result>,
): Promise<Result> {
  const folder = join(stage.folder, `bare-${behaviour.replaceAll(":", "-")}`);
  mkdirSync(folder);
  const output = join(folder, "output.ndjson");
  const agent = startAgent(folder, output, { ...stage.environment, ORC_DEMO_BEHAVIOUR: behaviour });
  const terminal = stage.bareInk(output);
  try {
    return await measure(terminal);
  } finally {
    const ended = once(agent, "exit");
    if (agent.exitCode === null && agent.kill("SIGKILL")) await ended;
    await terminal.close();
  }
}

function startAgent(cwd: string, output: string, env: Readonly<Record<string, string>>): ChildProcess {
  const file = openSync(output, "w");
  const agent = spawn(process.execPath, [DEMO_AGENT], { cwd, env, stdio: ["pipe", file, "ignore"] });
  closeSync(file);
  agent.stdin?.end("A talkative feature");
  return agent;
}

interface StampedLine {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

const STAMP = /line (\d+) at (\d+)/g;

function newestLine(screen: string): StampedLine | null {
  let newest: StampedLine | null = null;
  for (const [, number, writtenAt] of screen.matchAll(STAMP))
    if (newest === null || Number(number) > newest.number)
      newest = { number: Number(number), writtenAt: Number(writtenAt) };
  return newest;
}

/** How many of the lines between two frames are looked at. */
const SAMPLES = 10;

/**
 * Collects how long lines took to reach the screen, the ones that were never seen because a frame skipped them
 * included: they were written at an even rate between the newest line of this frame and that of the one before.
 */
function watchLags(terminal: PseudoTerminal): { end(): readonly number[] } {
  const lags: number[] = [];
  let known = newestLine(terminal.screen());
  const unwatch = terminal.watch((at) => {
    const newest = newestLine(terminal.screen());
    if (newest === null || known === null || newest.number <= known.number) return;
    const between = (newest.writtenAt - known.writtenAt) / SAMPLES;
    for (let sample = 0; sample < SAMPLES; sample += 1)
      lags.push(performance.timeOrigin + at - (newest.writtenAt - sample * between));
    known = newest;
  });
  return {
    end() {
      unwatch();
      return lags;
    },
  };
}
