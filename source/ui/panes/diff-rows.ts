import type { FileDiff, Hunk } from "../../orchestrator/session.ts";
import { screenLine, screenText } from "../../text/screen.ts";
import type { Highlight } from "../highlight/highlighter.ts";
import { type Language, languageOfFile } from "../highlight/languages.ts";
import { type Line, lineWidth, type Segment, segment, spread } from "../text/segment.ts";
import { displayWidth, graphemes } from "../text/width.ts";
import { wrapLine } from "../text/wrap-line.ts";
import type { Tone } from "../theme/theme.ts";
import { changeWord, countsOf } from "../wording/changes.ts";
import type { DiffLayout } from "./diff-layout.ts";
import type { Rows } from "./row-window.ts";

export interface DiffStyle {
  readonly width: number;
  readonly folded: ReadonlySet<string>;
  readonly uncommitted: ReadonlySet<string>;
  readonly highlight: Highlight;
}

/** Of a line that is longer than a screen nobody reads the rest. */
const MOST_ROWS = 30;
const LONGEST_LINE = 4_000;
/** From these widths on there is room for one, for both line numbers. */
const ONE_NUMBER = 50;
const TWO_NUMBERS = 76;
/** From this width on it is said in words that a file is not committed; below a mark says so. */
const WORDS = 60;
const INDENT = "  ";
/** Lines kept: some screens of the largest terminal. */
const KEPT_LINES = 2_000;

const TONES: Readonly<Record<string, Tone | undefined>> = { "+": "done", "-": "failed", "\\": "muted" };

/** The rows of a diff at one width; only those that are asked for are made. */
export function diffRows(layout: DiffLayout, style: DiffStyle): Rows<Line> {
  const kept = new Map<number, readonly Line[]>();
  const numberWidth = String(largestNumber(layout)).length;

  function make(index: number): readonly Line[] {
    const line = layout.lineAt(index);
    switch (line?.kind) {
      case undefined:
        return [];
      case "gap":
        return [[]];
      case "file":
        return [fileLine(line.file, style)];
      case "remark":
        return wrapLine([segment(`${INDENT}${line.text}`, "muted")], style.width, 3, 2);
      case "hunk":
        return [hunkLine(line.hunk)];
      case "code":
        return codeRows(line.file, line.hunk, line.index, numberWidth, style);
    }
  }

  return {
    lineCount: layout.lineCount,
    rowsOf(index) {
      const known = kept.get(index);
      if (known !== undefined) return known;
      if (kept.size > KEPT_LINES) kept.clear();
      const rows = make(index);
      kept.set(index, rows);
      return rows;
    },
  };
}

function largestNumber({ hunkStarts, lineAt }: DiffLayout): number {
  return hunkStarts.reduce((largest, start) => {
    const line = lineAt(start);
    if (line?.kind !== "hunk" && line?.kind !== "code") return largest;
    const { oldStart, newStart, lines } = line.hunk;
    return Math.max(largest, Math.max(oldStart, newStart) + lines.length);
  }, 1);
}

/** What a file is called and what became of it; the end of a long path is what tells it from others. */
export function fileLine(file: FileDiff, { width, folded, uncommitted }: Omit<DiffStyle, "highlight">): Line {
  const { added, deleted } = countsOf(file.added ?? 0, file.deleted ?? 0);
  const word = changeWord(file);
  const open = uncommitted.has(file.path) ? "not committed" : "";
  const right = [
    ...(open === "" || width < WORDS ? [] : [segment(open, "gate")]),
    ...(word === "" ? [] : [segment(word, word === "deleted" ? "failed" : "accent")]),
    ...(added === "" ? [] : [segment(added, "done")]),
    ...(deleted === "" ? [] : [segment(deleted, "failed")]),
    ...(file.added === null ? [segment("binary", "muted")] : []),
  ].flatMap((piece, index) => (index === 0 ? [piece] : [segment("  "), piece]));
  const isFolded = folded.has(file.path);
  const sign = { ...segment(isFolded ? "▸ " : "▾ ", "accent"), heard: isFolded ? "folded:" : "" };
  const mark = open !== "" && width < WORDS ? [segment("*", "gate", true)] : [];
  const room = width - lineWidth([sign, ...mark, ...right]) - 1;
  return spread([sign, segment(tailOf(screenLine(file.path), room), undefined, true), ...mark], right, width);
}

function tailOf(path: string, width: number): string {
  if (displayWidth(path) <= width) return path;
  let kept = "";
  for (const { text } of graphemes(path).reverse()) {
    if (displayWidth(text + kept) >= width) break;
    kept = text + kept;
  }
  return `…${kept}`;
}

function hunkLine({ newStart, oldStart, heading }: Hunk): Line {
  const place = `line ${newStart === 0 ? oldStart : newStart}`;
  const words = heading === "" ? place : `${place}  ${screenLine(heading)}`;
  return [segment(`${INDENT}╌╌ `, "faint"), segment(words, "muted")];
}

function codeRows(file: FileDiff, hunk: Hunk, index: number, digits: number, style: DiffStyle): Line[] {
  const [before, after] = numbersOf(hunk)[index] ?? [null, null];
  const sign = hunk.lines[index]?.[0] ?? " ";
  const tone = TONES[sign];
  const number = (value: number | null) => String(value ?? "").padStart(digits);
  const { width } = style;
  const numbers =
    width >= TWO_NUMBERS
      ? `${number(before)} ${number(after)} `
      : width >= ONE_NUMBER
        ? `${number(after ?? before)} `
        : "";
  const gutter: Segment[] = numbers === "" ? [] : [segment(numbers, tone ?? "faint")];
  const shownSign = sign === "\\" ? " " : sign;
  const head: Line = [...gutter, segment(`${shownSign} `, tone, tone !== undefined)];
  const room = Math.max(1, width - lineWidth(head));
  const rows = wrapLine(codeOf(file, hunk, index, style), room, MOST_ROWS, 0);
  const rest: Line = [
    segment(" ".repeat(numbers.length)),
    segment(`${shownSign} `, tone, tone !== undefined),
  ];
  return rows.map((row, place) => [...(place === 0 ? head : rest), ...row]);
}

/** What is taken away needs no colours of its own: it is read second. */
function codeOf(file: FileDiff, hunk: Hunk, index: number, { highlight }: DiffStyle): Line {
  const line = hunk.lines[index] ?? "";
  if (line.startsWith("\\")) return [segment(screenLine(line.slice(1)).toLowerCase(), "muted")];
  const tone = TONES[line[0] ?? ""];
  const language = languageOfFile(file.path);
  if (line.startsWith("-") || language === null) return [segment(cleanLine(line), tone)];
  return (colouredHunk(hunk, language, highlight)?.get(index) ?? [segment(cleanLine(line))]).map((piece) =>
    piece.tone === undefined ? { ...piece, tone } : piece,
  );
}

function cleanLine(line: string): string {
  const text = screenText(line.slice(1, LONGEST_LINE).replace(/\r$/, "")).replaceAll("\n", " ");
  return line.length > LONGEST_LINE ? `${text} …` : text;
}

const coloured = new WeakMap<Hunk, ReadonlyMap<number, Segment[]>>();

/** The hunk as it is now, coloured in one piece, so that a string or comment of several lines is known for one. */
function colouredHunk(
  hunk: Hunk,
  language: Language,
  highlight: Highlight,
): ReadonlyMap<number, Segment[]> | null {
  const known = coloured.get(hunk);
  if (known !== undefined) return known;
  const indices = hunk.lines.flatMap((line, index) => (/^[ +]/.test(line) ? [index] : []));
  const code = indices.map((index) => cleanLine(hunk.lines[index] ?? "")).join("\n");
  const lines = highlight(code, language);
  if (lines === null) return null;
  const found = new Map(indices.map((index, place) => [index, lines[place] ?? []]));
  coloured.set(hunk, found);
  return found;
}

type Numbers = readonly (readonly [before: number | null, after: number | null])[];
const numbered = new WeakMap<Hunk, Numbers>();

/** The numbers of a hunk's lines, before and after. */
function numbersOf(hunk: Hunk): Numbers {
  const known = numbered.get(hunk);
  if (known !== undefined) return known;
  let [before, after] = [hunk.oldStart, hunk.newStart];
  const numbers = hunk.lines.map((line) => {
    const [sign] = line;
    if (sign === "+") return [null, after++] as const;
    if (sign === "-") return [before++, null] as const;
    return sign === " " ? ([before++, after++] as const) : ([null, null] as const);
  });
  numbered.set(hunk, numbers);
  return numbers;
}
