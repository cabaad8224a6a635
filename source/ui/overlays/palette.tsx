import { useCursor } from "ink";
import { useStore } from "zustand";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { keepInSight } from "../layout.ts";
import { fitLine, type Line, segment, spread } from "../text/segment.ts";
import type { Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";
import type { PaletteOverlay } from "./overlay.ts";
import { found, type PaletteEntry } from "./palette-entries.ts";
import { paletteFrame, rowsForEntries } from "./palette-size.ts";
import { textView } from "./text-view.ts";

const PROMPT = segment(": ", "accent", true);
/** From this width on the descriptions stand in a column of their own. */
const WIDE = 60;
const LABEL_COLUMNS = 19;

/** All commands and workflows, to be found by a few letters. */
export function Palette({ size, overlay }: { readonly size: Size; readonly overlay: PaletteOverlay }) {
  const dashboard = useDashboard();
  // What can be done changes with the workflows and with the tracker.
  useStore(dashboard.workflows, (state) => state.workflows);
  useSessionStatus((status) => status.tracker.name);
  const { setCursorPosition } = useCursor();
  const frame = paletteFrame(size);
  const { textWidth } = frame;
  const rows = rowsForEntries(size);
  const entries = found(dashboard, overlay);
  const chosen = entries[overlay.chosen] ?? null;
  const top = keepInSight(overlay.chosen - Math.floor(rows / 2), overlay.chosen, rows, entries.length);
  const { rows: text, cursor } = textView(overlay.query, textWidth - PROMPT.text.length, 1);
  setCursorPosition({ x: frame.left + 2 + PROMPT.text.length + cursor.column, y: frame.top + 1 });
  const list = entries.slice(top, top + rows).map((entry) => entryLine(entry, entry === chosen, textWidth));
  const none: Line[] =
    entries.length > 0 || overlay.fuzzy === null ? [] : [[segment("Nothing is called that.", "muted")]];
  const empty = Array.from({ length: rows - list.length - none.length }, (): Line => []);
  return (
    <Framed
      frame={frame}
      title={[segment("Commands and workflows", "accent", true)]}
      tone="accent"
      lines={[
        [PROMPT, segment(text[0] ?? "")],
        [segment("─".repeat(textWidth), "faint")],
        ...list,
        ...none,
        ...empty,
        chosen === null ? [] : chosenLine(chosen),
      ]}
    />
  );
}

function entryLine(entry: PaletteEntry, isChosen: boolean, width: number): Line {
  const { sign, label, description, stroke, reason, does } = entry;
  const dim = reason === null ? undefined : "faint";
  const name = fitLine([segment(label, dim, isChosen)], width - 4);
  const start: Line = [segment(isChosen ? "▌" : " ", "accent"), segment(`${sign} `, dim ?? "muted"), ...name];
  const words = reason ?? description;
  const filled = " ".repeat(Math.max(2, LABEL_COLUMNS - label.length));
  const isCommand = "command" in does;
  const more = width >= WIDE && isCommand ? [segment(`${filled}${words}`, dim ?? "muted")] : [];
  const aside = width >= WIDE && !isCommand ? [segment(`  ${description} `, "muted")] : [];
  return spread(
    [...start, ...more],
    [...aside, segment(stroke, reason === null ? "accent" : "faint")],
    width,
  );
}

/** In full what the row may have had no room for; the id is what the settings call it. */
function chosenLine({ does, reason, description }: PaletteEntry): Line {
  if (reason !== null) return [segment(`not now: ${reason}`, "gate")];
  if ("workflow" in does) return [segment(description, "muted")];
  return [segment(`${description} · ${does.command.id}`, "muted")];
}
