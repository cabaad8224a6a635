import { useCursor } from "ink";
import { cursorCell, type TextBuffer } from "../editor/text-buffer.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { keepInSight } from "../layout.ts";
import { draftOf } from "../screen.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrap } from "../text/wrap.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { type Frame, formFrame, type Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";
import { draftName, type FormField, type FormKind, type FormOverlay, fieldsOf } from "./overlay.ts";

interface Words {
  readonly title: string;
  readonly prompt: string;
  readonly send: string;
}

const WORDS: Readonly<Record<FormKind, Words>> = {
  new: {
    title: "New workflow",
    prompt: "Describe the feature. The first line becomes the title.",
    send: "Create",
  },
  changes: {
    title: "Request changes",
    prompt: "What should change? The agent revises the plan by these words; they are posted as a comment.",
    send: "Send to the agent",
  },
};

/** The form for a new workflow or for what should change in a plan. */
export function Form({ size, overlay }: { readonly size: Size; readonly overlay: FormOverlay }) {
  const agents = useSessionStatus((status) => status.agents);
  const agent = useScreen((state) => state.agent) ?? agents[0];
  const buffer = useScreen((state) => draftOf(state, draftName(overlay)));
  const { setCursorPosition } = useCursor();
  const frame = formFrame(size);
  const { textWidth } = frame;
  const words = WORDS[overlay.form];
  const fields = fieldsOf(overlay.form, agents);
  const field = fields[overlay.field] ?? "text";
  const above: Line[] = [...wrapLine([segment(words.prompt, "muted")], textWidth, 2, 0), []];
  const below: Line[] = [
    [segment("─".repeat(textWidth), "faint")],
    ...noticeLines(overlay, textWidth),
    ...(fields.includes("agent") ? [agentLine(agents, agent, field)] : []),
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
      labels={{ "form.send": words.send.toLowerCase() }}
      tone="accent"
      lines={[...above, ...view.rows.map((row): Line => [segment(row)]), ...below]}
    />
  );
}

interface TextView {
  readonly rows: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/** The rows of the text around the cursor, as many as there is space for. */
function textView(buffer: TextBuffer, width: number, space: number): TextView {
  const all = wrap(buffer.text, width);
  const { row, column } = cursorCell(buffer, width);
  const top = keepInSight(0, row, space, Math.max(all.length, row + 1));
  const rows = Array.from({ length: space }, (_, index) => all[top + index] ?? "");
  return { rows, cursor: { row: row - top, column: Math.min(column, width - 1) } };
}

function cursorOf(frame: Frame, linesAbove: number, { cursor }: TextView): { x: number; y: number } {
  return { x: frame.left + 2 + cursor.column, y: frame.top + 1 + linesAbove + cursor.row };
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

function agentLine(agents: readonly string[], agent: string | undefined, field: FormField): Line {
  const inUse = field === "agent";
  return [
    segment(inUse ? "▌ " : "  ", "accent"),
    segment("agent   ", inUse ? "accent" : "muted", inUse),
    ...agents.flatMap((name) => [
      segment(
        name === agent ? `● ${name}` : `○ ${name}`,
        name === agent ? undefined : "muted",
        name === agent,
      ),
      segment("   "),
    ]),
  ];
}

function sendLine(label: string, field: FormField, sending: boolean): Line {
  const inUse = field === "send" && !sending;
  return [segment(inUse ? "▌ " : "  ", "accent"), segment(`[ ${label} ]`, inUse ? "accent" : "muted", inUse)];
}
