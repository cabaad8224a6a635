import { useCursor } from "ink";
import { useStore } from "zustand";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { commentsOf } from "../panes/line-comments.ts";
import { draftOf } from "../screen.ts";
import { type Line, segment } from "../text/segment.ts";
import { displayWidth } from "../text/width.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { formWords } from "../wording/forms.ts";
import { type Frame, formFrame, type Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";
import { draftName, type FormField, type FormOverlay, fieldsOf } from "./overlay.ts";
import { type TextView, textView } from "./text-view.ts";

/** From this height on the text stands apart from the words above it. */
const ROWS_FOR_GAP = 14;
/** From this width on the keys have room for what closing does to the text. */
const ROOM_FOR_KEPT = 60;

/** The form for a new workflow, for what should change in a plan, or for a comment. */
export function Form({ size, overlay }: { readonly size: Size; readonly overlay: FormOverlay }) {
  const { workflows, keymap } = useDashboard();
  const workflow = useStore(workflows, (state) => state.workflows[overlay.id ?? ""]);
  const agents = useSessionStatus((status) => status.agents);
  const agent = useScreen((state) => state.agent) ?? agents[0];
  const buffer = useScreen((state) => draftOf(state, draftName(overlay)));
  const { setCursorPosition } = useCursor();
  const frame = formFrame(size);
  const { textWidth } = frame;
  const name = useSessionStatus((status) => status.tracker.name);
  const place = useSessionStatus((status) => status.tracker.place);
  const unsent = useScreen(({ spec }) => commentsOf(spec.comments, overlay.id ?? "").length);
  const words = formWords(overlay, workflow ?? null, { name, place }, unsent, keymap);
  const fields = fieldsOf(overlay.form, agents);
  const field = fields[overlay.field] ?? "text";
  const isSmall = size.rows < ROWS_FOR_GAP;
  const above: Line[] = [
    ...takenOn(overlay, textWidth),
    ...commentedLine(overlay, textWidth),
    // An issue that is taken on says what it is about; a small screen has its rows for the text.
    ...((overlay.issue !== null || overlay.line !== null) && isSmall
      ? []
      : wrapLine([segment(words.prompt, "muted")], textWidth, 2, 0)),
    ...(isSmall ? [] : [[]]),
  ];
  const below: Line[] = [
    [segment("─".repeat(textWidth), "faint")],
    ...noticeLines(overlay, textWidth),
    ...(fields.includes("agent") ? [agentLine(agents, agent, field, textWidth)] : []),
    sendLine(words.send, field, overlay.sending),
  ];
  const space = Math.max(1, frame.height - 2 - above.length - below.length);
  const view = textView(buffer, textWidth, space);
  const cursor = cursorOf(frame, above.length, view);
  setCursorPosition(field === "text" && !overlay.sending ? cursor : undefined);
  return (
    <Framed
      frame={frame}
      title={[segment(words.title, "accent", true)]}
      labels={{
        "form.send": words.send.toLowerCase().replace(/ .*/, ""),
        ...(textWidth < ROOM_FOR_KEPT ? {} : { "form.close": "close, text is kept" }),
      }}
      tone="accent"
      lines={[...above, ...view.rows.map((row): Line => [segment(row)]), ...below]}
    />
  );
}

function cursorOf(frame: Frame, linesAbove: number, { cursor }: TextView): { x: number; y: number } {
  return { x: frame.left + 2 + cursor.column, y: frame.top + 1 + linesAbove + cursor.row };
}

function takenOn({ issue }: FormOverlay, width: number): Line[] {
  if (issue === null) return [];
  const words = [
    segment("takes on "),
    segment(`issue #${issue.number}`, "accent", true),
    segment(`: ${issue.title}`),
  ];
  return wrapLine(words, width, 1, 0);
}

function commentedLine({ line }: FormOverlay, width: number): Line[] {
  if (line === null) return [];
  const words = [segment(`${line.path}:${line.line}`, "accent", true), segment(`  ${line.quote}`)];
  return wrapLine(words, width, 2, 2);
}

function noticeLines({ failure, sending }: FormOverlay, width: number): Line[] {
  if (sending) return [[segment("sending …", "running")]];
  if (failure === null) return [];
  return [
    ...wrapLine([segment(`✕ ${failure.message}`, "failed", true)], width, 2, 2),
    ...wrapLine([segment(`  ${failure.remedy}`)], width, 2, 2),
    [],
  ];
}

function agentLine(
  agents: readonly string[],
  agent: string | undefined,
  field: FormField,
  width: number,
): Line {
  const inUse = field === "agent";
  const label = "  agent   ";
  const sign = (name: string) => (name === agent ? `● ${name}   ` : `○ ${name}   `);
  const untilChosen = agents.slice(0, agents.indexOf(agent ?? "") + 1);
  // The chosen one is seen, however many stand before it.
  const first = untilChosen.findIndex(
    (_, index) => displayWidth(label + untilChosen.slice(index).map(sign).join("").trimEnd()) <= width,
  );
  return [
    segment(inUse ? "▌ " : "  ", "accent"),
    segment(label.slice(2), inUse ? "accent" : "muted", inUse),
    ...agents
      .slice(first >= 0 ? first : Math.max(0, untilChosen.length - 1))
      .map((name) => segment(sign(name), name === agent ? undefined : "muted", name === agent)),
  ];
}

function sendLine(label: string, field: FormField, sending: boolean): Line {
  const inUse = field === "send" && !sending;
  return [segment(inUse ? "▌ " : "  ", "accent"), segment(`[ ${label} ]`, inUse ? "accent" : "muted", inUse)];
}
