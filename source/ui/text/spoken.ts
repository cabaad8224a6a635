import { screenText } from "../../text/screen.ts";
import { glyphs } from "../glyphs.ts";
import type { Line, Segment } from "./segment.ts";

/** What is drawn and says nothing: lines, corners, bars, and the space between two things. */
const DECORATION = /^[\s─━│┃╌├┤┬┴┼╭╮╰╯▏█▓▒░]+$/;
/** Between two things that stand beside each other. */
const PAUSE = "\u0000";

/** What a sign says that the words beside it do not. */
const SIGNS: Readonly<Record<string, string>> = {
  [glyphs.idle]: "",
  [glyphs.running]: "",
  [glyphs.gate]: "",
  [glyphs.done]: "",
  [glyphs.cancelled]: "",
  [glyphs.failed]: "failed:",
  [glyphs.drift]: "labels differ:",
  [glyphs.selected]: "selected:",
  [glyphs.tool]: "tool:",
  [glyphs.note]: "",
  [glyphs.end]: "end:",
  [glyphs.follow]: "",
  [glyphs.paused]: "",
  [glyphs.waiting]: "waiting:",
  // With the space behind them: without it, they are keys.
  [`${glyphs.asks} `]: "question:",
  [`${glyphs.blocked} `]: "attention:",
};

/** A sign and a word in one piece: a choice among several where it is a circle. */
const WITH_WORD: Readonly<Record<string, string>> = {
  ...SIGNS,
  [glyphs.running]: "chosen:",
  [glyphs.blocked]: "attention:",
};
/** A sign and a number are a count; what is counted is said behind it. */
const COUNT = /(?:^|\s{2,})[○●◆✓✕?!] (?=\d+(?:\s|$))/gu;
/** Between two facts. */
const DOT = /\s+·\s+/g;
/** The line before the product's name. */
const BRAND = /^\s*━+◆\s/;
const SIGN_AND_WORD = /^(\s*)(\S) (?=\S)/u;

const UNITS: Readonly<Record<string, string>> = { s: "second", min: "minute", h: "hour", d: "day" };

/** A line as it is read aloud: without what is only drawn, the signs and units in words. Empty where nothing is left. */
export function spokenLine(line: Line): string {
  return line
    .map(spokenPiece)
    .join("")
    .replaceAll(` ${glyphs.tool} `, " to ")
    .replace(/\b(\d+) (s|min|h|d)\b/g, (_, count: string, unit: string) => inFull(Number(count), unit))
    .replace(/\s{2,}/g, " ")
    .replace(/[\s\0]*\0[\s\0]*/g, PAUSE)
    .replace(/^[\s\0]+|[\s\0]+$/g, "")
    .replace(/(?<=:)\s*\0/g, " ")
    .replaceAll(PAUSE, ", ");
}

function spokenPiece(piece: Segment): string {
  if (piece.heard !== undefined) return `${PAUSE}${piece.heard} `;
  const text = screenText(piece.text)
    .replace(/\n+|\u00a0/g, " ")
    .replace(BRAND, "")
    .replace(COUNT, PAUSE)
    .replace(DOT, PAUSE);
  const sign = SIGNS[text.trim()] ?? SIGNS[text.trimStart()];
  const apart = /^\s\s/.test(text) ? PAUSE : "";
  if (sign !== undefined) return `${apart}${sign} `;
  if (DECORATION.test(text)) return text === " " ? text : PAUSE;
  return apart + text.replace(SIGN_AND_WORD, withWord);
}

function withWord(all: string, space: string, sign: string): string {
  const words = WITH_WORD[sign];
  if (words === undefined) return all;
  return words === "" ? space : `${space}${words} `;
}

function inFull(count: number, unit: string): string {
  return `${count} ${UNITS[unit]}${count === 1 ? "" : "s"}`;
}
