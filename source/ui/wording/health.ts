import type { EngineRole, SessionStatus, TrackerHealth } from "../../orchestrator/session.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, segment } from "../text/segment.ts";
import { since } from "./duration.ts";

/** A remote fact older than this shows its age. */
const FRESH_MS = 120_000;

/** How long ago the tracker last answered; empty where that is not worth a word. */
export function trackerAge({ checkedAt, problem }: TrackerHealth, now: number): string {
  if (checkedAt === null) return "";
  const stale = now - Date.parse(checkedAt) > FRESH_MS;
  return stale || problem !== null ? `${since(checkedAt, now)} ago` : "";
}

/** The tracker, and how old what it said is. */
export function trackerLine({ name, problem, checkedAt }: TrackerHealth, age: string): Line {
  const old = age === "" ? "" : ` (${age})`;
  if (problem !== null) return [segment(`${glyphs.failed} ${name}: ${problem}${old}`, "failed")];
  if (checkedAt === null) return [segment(`${glyphs.idle} ${name}`, "muted")];
  return [segment(glyphs.done, "done"), segment(` ${name}${old}`, "muted")];
}

/** Which part this process plays. */
export function engineWords(engine: EngineRole): string {
  switch (engine.kind) {
    case "starting":
      return "starting";
    case "engine":
      return "engine";
    case "follower":
      return engine.enginePid === null ? "viewing" : `viewing, engine is pid ${engine.enginePid}`;
  }
}

/** What a person should know and can do something about; the most pressing first. */
export function warningsOf(
  { untrusted, notices }: Pick<SessionStatus, "untrusted" | "notices">,
  storeWarnings: readonly string[],
): readonly string[] {
  const trust = untrusted.length > 0 ? ["commands of this project wait for your trust: T"] : [];
  return [...trust, ...storeWarnings, ...notices];
}

/** The first of the warnings, for the status bar; the help shows them all. */
export function warningWords(warnings: readonly string[]): string | null {
  const [first] = warnings;
  if (first === undefined) return null;
  return warnings.length === 1 ? first : `${first} (? shows ${warnings.length - 1} more)`;
}
