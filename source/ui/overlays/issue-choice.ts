import type { Issue } from "../../orchestrator/session.ts";
import { screenLine } from "../../text/screen.ts";
import { keepInSight } from "../layout.ts";
import { type Frame, frameAround, type Size } from "./frame-size.ts";
import type { PickerOverlay } from "./overlay.ts";

/** The filter and the line below it, and at the end what more is to be said of the chosen one. */
const OTHER_LINES = 3;
/** Enough for what stands there where no issue does. */
const LEAST_LINES = 8;

/** As high as all the issues want it: filtering them does not make the frame jump. */
export function pickerFrame(size: Size, { issues }: Pick<PickerOverlay, "issues">): Frame {
  const wanted = Math.max(LEAST_LINES, (issues?.length ?? 0) + OTHER_LINES);
  return frameAround(size, 96, Math.min(wanted, Math.max(LEAST_LINES, size.rows - 8)));
}

/** The rows of the picker that show an issue each. */
export function rowsForIssues(frame: Frame): number {
  return frame.height - 2 - OTHER_LINES;
}

/** The issues in whose number or title every word of the filter occurs. */
export function matching(issues: readonly Issue[], filter: string): readonly Issue[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return issues;
  return issues.filter(({ number, title }) => {
    const text = `#${number} ${screenLine(title)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The issues that the filter leaves, those in sight, and the chosen one. */
export function choiceOf(
  { issues, filter, chosen }: PickerOverlay,
  rows: number,
): { readonly found: readonly Issue[]; readonly shown: readonly Issue[]; readonly issue: Issue | null } {
  const found = matching(issues ?? [], filter.text);
  // The chosen one in the middle: what is above and below it is seen without moving.
  const top = keepInSight(chosen - Math.floor(rows / 2), chosen, rows, found.length);
  return { found, shown: found.slice(top, top + rows), issue: found[chosen] ?? null };
}
