import { setTimeout as delay } from "node:timers/promises";
import type { PseudoTerminal } from "../test/support/pty.ts";
import type { Figure } from "./figure.ts";
import { keyWait } from "./key-wait.ts";
import { cpuPercentDuring, memoryMiB } from "./process-usage.ts";
import type { Stage } from "./stage.ts";
import { median, quantile } from "./statistics.ts";

const KEYS = 200;
/** Between two keys everything has settled: this is not about keys that come in bursts. */
const BETWEEN_KEYS_MS = 60;
const SETTLED_MS = 2_000;
const KEY_MEDIAN_MS = 15;
const KEY_P95_MS = 25;
const MEMORY_MIB = 110;

/** Keys, memory and idleness, with both dashboards open side by side and used in turn. */
export async function atRest(stage: Stage, repository: string): Promise<Figure[]> {
  const orc = stage.dashboard(repository);
  const ink = stage.bareInk();
  try {
    await orc.waitFor("Feature 1");
    await ink.waitFor("Workflow 1");
    await delay(SETTLED_MS);
    const keys = { orc: [] as number[], ink: [] as number[] };
    for (let count = 0; count < (stage.quick ? KEYS / 4 : KEYS); count += 1) {
      // Down and up again, over four rows.
      const key = count % 8 < 4 ? "j" : "k";
      keys.orc.push(await settledKey(orc, key));
      keys.ink.push(await settledKey(ink, key));
    }
    const memory = { orc: memoryMiB(orc.pid).now, ink: memoryMiB(ink.pid).now };
    await delay(SETTLED_MS);
    const idle = stage.quick ? 5_000 : 10_000;
    const [orcIdle, inkIdle] = await Promise.all([idleFor(orc, idle), idleFor(ink, idle)]);
    return [
      keyFigure("key to repaint, median", median, keys, KEY_MEDIAN_MS),
      keyFigure("key to repaint, p95", (samples) => quantile(samples, 0.95), keys, KEY_P95_MS),
      {
        name: "memory",
        unit: "MiB",
        decimals: 1,
        values: { "orc-tui": memory.orc, "bare Ink": memory.ink },
        limit: MEMORY_MIB,
      },
      {
        name: `idle for ${idle / 1000} s, written`,
        unit: "bytes",
        decimals: 0,
        values: { "orc-tui": orcIdle.bytes, "bare Ink": inkIdle.bytes },
        limit: 0,
      },
      {
        name: `idle for ${idle / 1000} s, processor`,
        unit: "%",
        decimals: 1,
        values: { "orc-tui": orcIdle.cpu, "bare Ink": inkIdle.cpu },
        limit: 0,
      },
    ];
  } finally {
    await Promise.all([orc.close(), ink.close()]);
  }
}

async function settledKey(terminal: PseudoTerminal, key: string): Promise<number> {
  const wait = await keyWait(terminal, key);
  await delay(BETWEEN_KEYS_MS);
  return wait;
}

async function idleFor(terminal: PseudoTerminal, ms: number): Promise<{ bytes: number; cpu: number }> {
  const before = terminal.bytesWritten;
  const cpu = await cpuPercentDuring(terminal.pid, () => delay(ms));
  return { bytes: terminal.bytesWritten - before, cpu };
}

function keyFigure(
  name: string,
  of: (samples: readonly number[]) => number,
  keys: { readonly orc: readonly number[]; readonly ink: readonly number[] },
  limit: number,
): Figure {
  return {
    name,
    unit: "ms",
    decimals: 1,
    values: { "orc-tui": of(keys.orc), "bare Ink": of(keys.ink) },
    limit,
  };
}
