import { signOf } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, segment } from "../text/segment.ts";
import type { Tone } from "../theme/theme.ts";

/** Keeps words on one row. */
export const UNBROKEN = "\u00a0";

export function sentence(glyph: string, tone: Tone, text: string): Line {
  return [segment(`${glyph} `, tone), segment(text)];
}

/** The keys of the commands that help, below the sentence that says with what; one without a key is in the palette. */
export function keyLine(keymap: Keymap, pairs: readonly (readonly [command: string, what: string])[]): Line {
  const named = pairs.flatMap(([id, what]) => {
    const sign = signOf(keymap, id);
    return sign === null ? [] : [{ sign, what }];
  });
  return named.flatMap(({ sign, what }, index) => [
    segment(index === 0 ? "  " : "   "),
    segment(sign, "accent", true),
    segment(` ${what}`, "muted"),
  ]);
}
