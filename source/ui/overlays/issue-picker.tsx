import { useCursor } from "ink";
import type { Issue } from "../../orchestrator/session.ts";
import { useTime } from "../hooks/use-clock.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { issueFacts, issueLine } from "../wording/issues.ts";
import { counted } from "../wording/people.ts";
import { placeOf } from "../wording/tracker.ts";
import type { Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";
import { choiceOf, pickerFrame, rowsForIssues } from "./issue-choice.ts";
import type { PickerOverlay } from "./overlay.ts";
import { textView } from "./text-view.ts";

const PROMPT = segment("filter  ", "muted");

/** The open issues, to begin a workflow with one of them. */
export function IssuePicker({ size, overlay }: { readonly size: Size; readonly overlay: PickerOverlay }) {
  const place = useSessionStatus(({ tracker }) => placeOf(tracker));
  const now = useTime((time) => time);
  const { keymap } = useDashboard();
  const { setCursorPosition } = useCursor();
  const frame = pickerFrame(size, overlay);
  const { textWidth } = frame;
  const rows = rowsForIssues(frame);
  const { found, shown, issue } = choiceOf(overlay, rows);
  const { rows: text, cursor } = textView(overlay.filter, textWidth - PROMPT.text.length, 1);
  setCursorPosition({ x: frame.left + 2 + PROMPT.text.length + cursor.column, y: frame.top + 1 });
  const list =
    shown.length > 0
      ? shown.map((each) => issueLine(each, each === issue, now, textWidth))
      : insteadLines(overlay, place, keymap, textWidth);
  const empty = Array.from({ length: Math.max(0, rows - list.length) }, (): Line => []);
  const lines: Line[] = [
    [PROMPT, segment(text[0] ?? "")],
    [segment("─".repeat(textWidth), "faint")],
    ...list.slice(0, rows),
    ...empty,
    issue === null ? [] : issueFacts(issue, now),
  ];
  return (
    <Framed
      frame={frame}
      title={[segment("From an issue", "accent", true), segment(countWords(overlay, found), "muted")]}
      tone="accent"
      lines={lines}
    />
  );
}

function countWords({ issues }: PickerOverlay, found: readonly Issue[]): string {
  if (issues === null || issues.length === 0) return "";
  return found.length === issues.length ? `  ${issues.length} open` : `  ${found.length} of ${issues.length}`;
}

/** What stands there where no issue does, and what helps. */
function insteadLines(
  { issues, failure }: PickerOverlay,
  place: string,
  keymap: Keymap,
  width: number,
): Line[] {
  const help = (text: string) => wrapLine([segment(text, "muted")], width, 3, 0);
  if (failure !== null)
    return [
      ...wrapLine([segment(`✕ ${failure.message}`, "failed", true)], width, 3, 2),
      ...wrapLine([segment(`  ${failure.remedy}`)], width, 3, 2),
      ...help(`  ${wayTo(keymap, "picker.again")} asks again.`),
    ];
  if (issues === null) return [[segment(`asking ${place} for its open issues …`, "running")]];
  if (issues.length > 0)
    return help(`No title or number has that; ${counted(issues.length, "issue")} without it.`);
  return [
    [segment("There is no open issue to take on.")],
    ...help(
      `Those that have a workflow are not shown; ${wayTo(keymap, "picker.close")}, then ${wayTo(keymap, "workflow.new")} describes a new feature.`,
    ),
  ];
}
