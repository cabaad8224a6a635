import { statusLabel } from "../../workflow/labels.ts";
import type { Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, segment } from "../text/segment.ts";
import { clockTime } from "./duration.ts";
import { UNBROKEN } from "./sentence.ts";

/** Which status labels the issue carries in place of ours, and the key that puts ours back. */
export function driftLine(found: readonly string[], workflow: Workflow, keymap: Keymap): Line {
  const labels = found.length === 0 ? "no status label" : found.join(", ");
  return [
    segment(`${glyphs.drift} `, "gate"),
    segment(`labels on the issue: ${labels} `),
    segment(`(should be ${statusLabel(workflow.state)}) `, "muted"),
    segment(`—${UNBROKEN}`, "muted"),
    segment(wayTo(keymap, "issue.labels"), "accent", true),
    segment(`${UNBROKEN}repairs`, "muted"),
  ];
}

/** What failed but holds nothing up, and when it is tried again; the next one due stands for all. */
export function deferredLines(workflow: Workflow, now: number): Line[] {
  const all = Object.entries(workflow.deferred).sort(([, a], [, b]) => (a.retryAt < b.retryAt ? -1 : 1));
  const [first] = all;
  if (first === undefined) return [];
  const [effect, { message, retryAt }] = first;
  const more = all.length === 1 ? "" : ` ${`(and ${all.length - 1} more)`.replaceAll(" ", UNBROKEN)}`;
  const again = `again at ${clockTime(retryAt, now)}`.replaceAll(" ", UNBROKEN);
  const words = `could not ${deferredWords(effect)}: ${message}; ${again}${more}`;
  return [[segment(`${glyphs.note} ${words}`, "muted")]];
}

const COMMENTS: Readonly<Record<string, string>> = {
  branch: "announce the branch on the issue",
  ready: "announce the plan on the issue",
  decision: "acknowledge the decision on the issue",
  receipt: "post the receipt on the issue",
};

/** An effect by the name it has within its workflow. */
function deferredWords(effect: string): string {
  if (effect === "label") return "set the status label";
  const [kind, name = ""] = effect.split(":");
  if (kind === "comment") return COMMENTS[name] ?? "comment on the issue";
  return effect.replaceAll(/[:_]/g, " ");
}
