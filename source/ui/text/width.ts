import stringWidth from "string-width";
import { characterSegmenter, NARROW } from "./characters.ts";

/** One column a character without a closer look. Most text is of these. */
const SIMPLE = new RegExp(`^[${NARROW}]*$`);

/**
 * What an emoji is joined with, coloured with or asked to look like. Terminals do not agree on how many columns
 * such a sequence takes, and one that counts otherwise than Ink breaks the whole row.
 */
const EMOJI_EXTRAS =
  /\u200d\p{Extended_Pictographic}|(?<=[\p{RI}\p{Extended_Pictographic}][\p{M}\p{Emoji_Modifier}\u200d]*)[\p{M}\u200d]|[\u{1f3fb}-\u{1f3ff}\ufe0f\u20e3]/gu;
/** Invisible, and no column, one or two: soft hyphen and fillers. */
const FILLERS = /[\u00ad\u115f\u1160\u3164\uffa0]/g;
/** Two letters of an Indic script that are written as one: a column for both, or for each. */
const JOINED_LETTERS =
  /([\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1b44\u1bab\ua9c0\uaaf6])\u200d?(?=\p{Lo})/gu;
/** Vowels that count as a part of the letter before and have a column of their own; written as their two parts. */
const VOWELS: Readonly<Record<string, string>> = { "\u0e33": "\u0e4d\u0e32", "\u0eb3": "\u0ecd\u0eb2" };

/** The text in a form whose width no terminal doubts: letters and accents as one, emoji plain, nothing invisible. */
export function plainForm(text: string): string {
  if (SIMPLE.test(text)) return text;
  return text
    .normalize("NFC")
    .replace(FILLERS, "")
    .replace(/[\u0e33\u0eb3]/g, (vowel) => VOWELS[vowel] ?? vowel)
    .replace(EMOJI_EXTRAS, "")
    .replace(JOINED_LETTERS, "$1\u200c");
}

/** The columns a line takes on the screen, as Ink counts them, in its plain form. */
export function displayWidth(text: string): number {
  return SIMPLE.test(text) ? text.length : stringWidth(plainForm(text));
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
