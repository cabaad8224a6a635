import type { EngineRole, SessionStatus } from "../../orchestrator/session.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import type { Fact, Form } from "../text/facts.ts";
import { segment } from "../text/segment.ts";
import { placeOf } from "./tracker.ts";

/** What the dashboard itself is doing: the part it plays, in full and in a word. */
export function engineFact(engine: EngineRole): Fact {
  const words = engineWords(engine);
  const short = words.replace(/,.*/, "");
  const form = (worth: number, text: string): Form => ({ worth, line: [segment(text, "muted")] });
  // That this process does the work is as it mostly is.
  if (engine.kind === "engine") return [form(1, words)];
  return words === short ? [form(5, words)] : [form(3, words), form(5, short)];
}

/** Which part this process plays. */
function engineWords(engine: EngineRole): string {
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
  keymap: Keymap,
): readonly string[] {
  const trust =
    untrusted.length > 0 ? [`commands wait for your trust: ${wayTo(keymap, "screen.trust")}`] : [];
  return [...trust, ...storeWarnings, ...notices];
}

/** All that the help has to say before the keys: also what the status bar tells in a shorter form. */
export function troublesOf(
  status: SessionStatus,
  storeWarnings: readonly string[],
  keymap: Keymap,
): readonly string[] {
  const { tracker } = status;
  const problem =
    tracker.problem === null ? [] : [`${placeOf(tracker)}: ${tracker.problem}. ${tracker.remedy}`.trim()];
  return [...problem, ...warningsOf(status, storeWarnings, keymap)];
}

/** The first of the warnings, for the status bar; the help shows them all. */
export function warningWords(warnings: readonly string[], keymap: Keymap): string | null {
  const [first] = warnings;
  if (first === undefined) return null;
  return warnings.length === 1
    ? first
    : `${first} (${wayTo(keymap, "screen.help")} shows ${warnings.length - 1} more)`;
}
