import type { Attention, Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, segment } from "../text/segment.ts";
import { visibleLines } from "./said.ts";
import { keyLine } from "./sentence.ts";

/** What the agent's comment begins with says no more than our own sign. */
const AGENT_SIGN = /^(?:[\u2753\u2754\u{1f6ab}]\ufe0f?|:(?:grey_)?question:|:no_entry_sign:)\s*/u;

export function attentionGlyph({ kind }: Attention): string {
  return kind === "question" ? glyphs.asks : glyphs.blocked;
}

/** "asks: which database?" */
export function attentionWords(attention: Attention): string {
  const text = visibleLines(attention.text).filter(Boolean).join(" ").trim().replace(AGENT_SIGN, "");
  const verb = attention.kind === "question" ? "asks" : "is blocked";
  return text === "" ? verb : `${verb}: ${text}`;
}

/** What the agent wants of a person, and the key that answers. */
export function attentionLines(workflow: Workflow, keymap: Keymap): Line[] {
  const { attention } = workflow;
  if (attention === null) return [];
  const [verb = "", ...said] = attentionWords(attention).split(/(?<=:) /);
  return [
    [
      segment(`${attentionGlyph(attention)} `, "gate", true),
      segment(`${agentOf(workflow)} ${verb}`, "gate", true),
      segment(said.length === 0 ? "" : ` ${said.join(" ")}`),
    ],
    [...keyLine(keymap, [["issue.comment", "answer"]]), segment("    in full under Talk", "muted")],
  ];
}

export function agentOf(workflow: Workflow): string {
  return workflow.runs.at(-1)?.role ?? "the agent";
}
