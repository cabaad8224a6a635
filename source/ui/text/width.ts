import stringWidth from "string-width";
import { characterSegmenter, NARROW } from "./characters.ts";

/** One column a character without a closer look. Most text is of these. */
const SIMPLE = new RegExp(`^[${NARROW}]*$`);

/**
 * What an emoji is joined with, coloured with or asked to look like. Terminals do not agree on how many columns
 * such a sequence takes, and one that counts otherwise than Ink breaks the whole row.
 */
const EMOJI_EXTRAS = /[\u{1f3fb}-\u{1f3ff}]|\u200d\p{Extended_Pictographic}|\ufe0f/gu;

/** The text with every emoji in its plain form, whose width no terminal doubts. */
export function plainEmoji(text: string): string {
  return SIMPLE.test(text) ? text : text.replace(EMOJI_EXTRAS, "");
}

/** The columns a line takes on the screen, as Ink counts them, with its emoji in their plain form. */
export function displayWidth(text: string): number {
  return SIMPLE.test(text) ? text.length : stringWidth(plainEmoji(text));
}

/** What a reader takes for one character, with its columns. */
export interface Grapheme {
  readonly text: string;
  /** Where it begins, in UTF-16 units. */
  readonly index: number;
  readonly width: number;
}

export function graphemes(text: string): Grapheme[] {
  if (SIMPLE.test(text)) return Array.from(text, (char, index) => ({ text: char, index, width: 1 }));
  return Array.from(characterSegmenter().segment(text), ({ segment, index }) => ({
    text: segment,
    index,
    width: displayWidth(segment),
  }));
}

/** The text cut to `width` columns, with … where something is missing. Never wider, and never half a character. */
export function truncate(text: string, width: number): string {
  if (width <= 0) return "";
  if (displayWidth(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const grapheme of graphemes(text)) {
    if (used + grapheme.width > width - 1) break;
    kept += grapheme.text;
    used += grapheme.width;
  }
  return `${kept}…`;
}

/** The text in exactly `width` columns: cut or filled with spaces. */
export function pad(text: string, width: number): string {
  const fitted = truncate(text, width);
  return fitted + " ".repeat(Math.max(0, width - displayWidth(fitted)));
}
