import { editingKeys } from "../editor/editing-keys.ts";
import { type Command, keySign, type Scope } from "../keymap/command.ts";
import { scopes } from "../keymap/scopes.ts";
import { fitLine, type Line, lineWidth, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { type Frame, frameAround, type Size } from "./frame-size.ts";

interface Entry {
  readonly keys: readonly string[];
  readonly description: string;
}

const KEY_COLUMNS = 15;
/** In a narrower column the keys take what the widest of them need, section by section. */
const ROOM_FOR_KEYS = 50;
/** It is there in the palette all the same. */
const NO_KEY = "(no key)";
const WIDEST = 116;
/** From this width on the sections stand in two columns. */
const TWO_COLUMNS = 104;

/** All warnings and all keys as lines, and how far they can be scrolled. */
export function helpRows(
  commands: readonly Command[],
  warnings: readonly string[],
  size: Size,
): { readonly frame: Frame; readonly lines: readonly Line[]; readonly maxTop: number } {
  const { textWidth } = frameAround(size, WIDEST, 0);
  const isWide = textWidth >= TWO_COLUMNS;
  const column = isWide ? columnOf(textWidth) : textWidth;
  const sections = [
    ...Object.entries(scopes).map(([scope, { title }]) =>
      sectionLines(
        title,
        commands.filter((each) => each.scope === (scope as Scope)),
        column,
      ),
    ),
    sectionLines("Writing", editingKeys, column),
  ];
  const all = isWide ? inTwoColumns(sections, textWidth) : sections.flat();
  const lines = [...warningLines(warnings, textWidth), ...all.slice(0, -1)];
  const frame = frameAround(size, WIDEST, lines.length);
  return { frame, lines, maxTop: Math.max(0, lines.length - (frame.height - 2)) };
}

function warningLines(warnings: readonly string[], width: number): Line[] {
  if (warnings.length === 0) return [];
  // In full: a remedy that is cut helps nobody.
  const whole = Number.POSITIVE_INFINITY;
  return [...warnings.flatMap((words) => wrapLine([segment(`! ${words}`, "gate")], width, whole, 2)), []];
}

function sectionLines(title: string, entries: readonly Entry[], width: number): Line[] {
  if (entries.length === 0) return [];
  const columns = keyColumns(entries, width);
  return [
    [segment(title, "accent", true)],
    ...entries.flatMap(({ keys, description }) =>
      wrapLine(
        [
          segment(signsOf(keys, columns).padEnd(columns), undefined, true),
          segment(` ${description}`, "muted"),
        ],
        width,
        3,
        columns + 1,
      ),
    ),
    [],
  ];
}

function keyColumns(entries: readonly Entry[], width: number): number {
  if (width >= ROOM_FOR_KEYS) return KEY_COLUMNS;
  return Math.max(...entries.map(({ keys }) => signsOf(keys, 0).length));
}

/** As many of the keys as there is room for, at least the first: it is the one to learn. */
function signsOf(keys: readonly string[], columns: number): string {
  if (keys.length === 0) return NO_KEY;
  return keys
    .map(keySign)
    .reduce((signs, sign) => (signs.length + 1 + sign.length > columns ? signs : `${signs} ${sign}`));
}

function columnOf(width: number): number {
  return Math.floor((width - 2) / 2);
}

function inTwoColumns(sections: readonly Line[][], width: number): Line[] {
  const left: Line[] = [];
  const right: Line[] = [];
  const half = sections.reduce((sum, each) => sum + each.length, 0) / 2;
  for (const section of sections) (left.length + section.length / 2 <= half ? left : right).push(...section);
  const column = columnOf(width);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const beginning = fitLine(left[row] ?? [], column);
    return [...beginning, segment(" ".repeat(column + 2 - lineWidth(beginning))), ...(right[row] ?? [])];
  });
}
