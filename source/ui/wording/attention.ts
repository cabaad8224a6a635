import type { Attention, Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { wayTo } from "../keymap/key-names.ts";
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

/**
 * What the agent wants of a person, and the key that answers.
 * @param isTaken where the focus is, that key is for something else
 */
export function attentionLines(workflow: Workflow, keymap: Keymap, isTaken: boolean): Line[] {
  const { attention } = workflow;
  if (attention === null) return [];
  const [verb = "", ...said] = attentionWords(attention).split(/(?<=:) /);
  return [
    [
      segment(`${attentionGlyph(attention)} `, "gate", true),
      segment(`${agentOf(workflow)} ${verb}`, "gate", true),
      segment(said.length === 0 ? "" : ` ${said.join(" ")}`),
    ],
    isTaken
      ? underTalk(keymap)
      : [...keyLine(keymap, [["issue.comment", "answer"]]), segment("    in full under Talk", "muted")],
  ];
}

function underTalk(keymap: Keymap): Line {
  return [
    segment(`  ${wayTo(keymap, "detail.talk")}`, "accent", true),
    segment(" shows it in full, and ", "muted"),
    segment(wayTo(keymap, "issue.comment"), "accent", true),
    segment(" answers there", "muted"),
  ];
}

export function agentOf(workflow: Workflow): string {
  return workflow.runs.at(-1)?.role ?? "the agent";
}
