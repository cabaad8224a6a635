import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { parseBehaviour } from "./behaviour.ts";
import { emit } from "./emit.ts";
import { readPrompt } from "./feature.ts";
import { printHostile } from "./hostile.ts";
import { flood, walk } from "./pace.ts";
import { type Places, reading, specificationSteps } from "./work.ts";

/**
 * The built-in demo agent: reads a prompt on standard input, prints events, and writes a specification.
 * `ORC_DEMO_SECONDS` is how long it takes (10), `ORC_DEMO_BEHAVIOUR` how it behaves.
 */
const DEFAULT_SECONDS = 10;

// Whoever read us is gone; there is nobody to work for.
process.stdout.on("error", () => process.exit(1));

const behaviour = parseBehaviour(process.env.ORC_DEMO_BEHAVIOUR ?? "");
const seconds = secondsOf(process.env.ORC_DEMO_SECONDS);
const feature = readPrompt(await text(process.stdin));
const places: Places = {
  worktree: process.env.ORC_WORKTREE ?? process.cwd(),
  plansDir: process.env.ORC_PLANS_DIR ?? process.cwd(),
};

emit({ type: "session", session_id: randomUUID(), model: "demo" });

switch (behaviour.name) {
  case "write":
    await walk(specificationSteps(feature, places), seconds);
    break;
  case "fail":
    await walk(reading(feature, places), seconds);
    emit({ type: "error", message: "The demo agent was told to fail." });
    emit({ type: "end", outcome: "failure", reason: "The demo agent was told to fail." });
    process.exit(1);
    break;
  case "hang":
    await walk(reading(feature, places), seconds);
    await forever();
    break;
  case "flood":
    await walk(specificationSteps(feature, places), 0);
    await flood(
      behaviour.linesPerSecond,
      behaviour.totalLines ?? behaviour.linesPerSecond * (seconds || DEFAULT_SECONDS),
    );
    break;
  case "linger":
    await walk(specificationSteps(feature, places), seconds);
    emit({ type: "end", outcome: "success", reason: "The specification is written." });
    await forever();
    break;
  case "no-documents":
    await walk(reading(feature, places), seconds);
    break;
  case "hostile":
    printHostile();
    await walk(specificationSteps(feature, places), seconds);
    break;
}
emit({ type: "end", outcome: "success", reason: "The specification is written." });

function secondsOf(word: string | undefined): number {
  const value = Number(word ?? DEFAULT_SECONDS);
  return Number.isFinite(value) && value >= 0 ? value : DEFAULT_SECONDS;
}

/** A timer keeps the process; without one Node would end it for having nothing to do. */
function forever(): Promise<never> {
  return new Promise(() => setInterval(() => undefined, 2 ** 30));
}
