import type { Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import type { Tone } from "../theme/theme.ts";
import { attentionGlyph } from "./attention.ts";

/** The sign and the colour of a workflow as it stands. */
export interface Badge {
  readonly glyph: string;
  readonly tone: Tone;
}

export function badgeOf(workflow: Workflow): Badge {
  switch (workflow.state) {
    case "DONE":
      return { glyph: glyphs.done, tone: "done" };
    case "CANCELLED":
      return { glyph: glyphs.cancelled, tone: "muted" };
    case "GATE_1":
      return { glyph: glyphs.gate, tone: "gate" };
    default:
      if (workflow.attention !== null) return { glyph: attentionGlyph(workflow.attention), tone: "gate" };
      if (workflow.lastError !== null) return { glyph: glyphs.failed, tone: "failed" };
      return workflow.state === "IDLE"
        ? { glyph: glyphs.idle, tone: "muted" }
        : { glyph: glyphs.running, tone: "running" };
  }
}
