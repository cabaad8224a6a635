import { type Line, segment } from "../text/segment.ts";
import type { Tone } from "../theme/theme.ts";

/** Keeps words on one row. */
export const UNBROKEN = "\u00a0";

export function sentence(glyph: string, tone: Tone, text: string): Line {
  return [segment(`${glyph} `, tone), segment(text)];
}

/** The keys that help, below the sentence that says with what. */
export function keys(pairs: readonly (readonly [key: string, what: string])[]): Line {
  return pairs.flatMap(([key, what], index) => [
    segment(index === 0 ? "  " : "   "),
    segment(key, "accent", true),
    segment(` ${what}`, "muted"),
  ]);
}
