/** Text that is safe to write to a terminal: no control sequences, no bytes that move the cursor. */
export type ScreenText = string & { readonly __screen: unique symbol };

/**
 * Escape sequences in all their families, in 7-bit (ESC x) and 8-bit (C1) form. String sequences (OSC, DCS,
 * SOS, PM, APC) end with BEL or ST; one that never ends swallows no more than its line, so that
 * an unterminated OSC cannot hide the text after it.
 */
const STRING_SEQUENCE = /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n\r]*(?:\x07|\x1b\\|\x9c)?/g;
const CONTROL_SEQUENCE = /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]?/g;
const SHORT_SEQUENCE = /\x1b[\x20-\x2f]*[\x30-\x7e]?/g;
/** C0 without newline and tab, DEL, and C1. */
const CONTROL_CHARACTER = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
/** Bidirectional controls and marks, zero-width no-break, interlinear and tag characters: they reorder or hide what stands there. */
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const LINE_END = /\r\n?|[\u2028\u2029]/g;
/** Replaced before anything is taken away, or two halves could meet and make a character that was never seen. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Everything but printable ASCII and newline is worth a closer look; most log lines have nothing of it. */
const SUSPECT = /[^\x20-\x7e\n]/;

/** Cleans text from outside for the screen, keeping its lines (spec section 12, last line). */
export function screenText(value: string): ScreenText {
  if (!SUSPECT.test(value)) return value as ScreenText;
  return value
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(STRING_SEQUENCE, "")
    .replace(CONTROL_SEQUENCE, "")
    .replace(SHORT_SEQUENCE, "")
    .replace(LINE_END, "\n")
    .replace(/\t/g, "    ")
    .replace(CONTROL_CHARACTER, "")
    .replace(INVISIBLE, "") as ScreenText;
}

/** JSON leaves some characters as they are that a terminal acts on. Written as escapes they are the same data. */
const ACTIVE_IN_JSON = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** A value as JSON, safe for the screen and unchanged for whoever parses it. */
export function screenJson(value: unknown, indent?: number): ScreenText {
  return JSON.stringify(value, null, indent).replace(
    ACTIVE_IN_JSON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  ) as ScreenText;
}

/** Cleans text from outside for one line of the screen. */
export function screenLine(value: string): ScreenText {
  return screenText(value).replace(/\n+/g, " ").trim() as ScreenText;
}
