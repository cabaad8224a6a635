import { screenLine } from "../../text/screen.ts";
import type { Dashboard } from "../dashboard.ts";
import { editingKeys } from "../editor/editing-keys.ts";
import { insert, type TextBuffer } from "../editor/text-buffer.ts";
import { scopes } from "../keymap/scopes.ts";
import type { Stroke } from "../keymap/strokes.ts";
import { toast } from "../keymap/toasts.ts";
import { draftOf, withDraft } from "../screen.ts";
import { grouped } from "../wording/people.ts";
import { formFrame } from "./frame-size.ts";
import { draftName, type FormField, fieldsOf } from "./overlay.ts";

/** Lets the text field that has the keys, if any, take a stroke; `true` when it did. */
export function edit(dashboard: Dashboard, stroke: Stroke): boolean {
  const oneLine = isOneLine(dashboard);
  const key = editingKeys.find(
    ({ keys, manyLines }) => !(oneLine && manyLines) && keys.includes(stroke.name),
  );
  if (key === undefined && stroke.text === "") return false;
  const width = formFrame(dashboard.size()).textWidth;
  return change(dashboard, (buffer) =>
    key === undefined ? insert(buffer, stroke.text) : key.apply(buffer, width),
  );
}

/** What a text may hold; no tracker takes as much. Of a line, what anybody searches for is far shorter. */
const MOST_CHARACTERS = 1_000_000;
const MOST_IN_A_LINE = 1_000;

/** Puts pasted text in whole, or not at all where it is too long; `false` when no text field has the keys. */
export function paste(dashboard: Dashboard, text: string): boolean {
  const oneLine = isOneLine(dashboard);
  const most = oneLine ? MOST_IN_A_LINE : MOST_CHARACTERS;
  return change(dashboard, (buffer) => {
    if (buffer.text.length + text.length > most) {
      const has = `Nothing was pasted: that has ${grouped(text.length)} characters`;
      toast(dashboard, "refused", `${has}, and a ${oneLine ? "line" : "text"} holds ${grouped(most)}`);
      return buffer;
    }
    return insert(buffer, oneLine ? screenLine(text) : text);
  });
}

function isOneLine({ screen }: Dashboard): boolean {
  const { overlay } = screen.getState();
  return overlay !== null && scopes[overlay.kind].writing === true;
}

function change({ screen, session }: Dashboard, edited: (buffer: TextBuffer) => TextBuffer): boolean {
  const state = screen.getState();
  const { overlay } = state;
  if (overlay?.kind === "picker") {
    const filter = edited(overlay.filter);
    const chosen = filter.text === overlay.filter.text ? overlay.chosen : 0;
    screen.setState({ overlay: { ...overlay, filter, chosen } });
    return true;
  }
  if (overlay?.kind === "palette") {
    screen.setState({ overlay: { ...overlay, query: edited(overlay.query), chosen: 0 } });
    return true;
  }
  if (overlay?.kind === "search" || overlay?.kind === "filter") {
    screen.setState({ overlay: { ...overlay, query: edited(overlay.query) } });
    return true;
  }
  if (overlay?.kind !== "form" || fieldInUse({ screen, session }) !== "text") return false;
  if (!overlay.sending) {
    const name = draftName(overlay);
    screen.setState({
      ...withDraft(state, name, edited(draftOf(state, name))),
      // What was wrong with the text before is not said of the text now.
      overlay: { ...overlay, failure: null },
    });
  }
  return true;
}

/** The form's field that has the keys; `null` when no form is open. */
export function fieldInUse({ screen, session }: Pick<Dashboard, "screen" | "session">): FormField | null {
  const { overlay } = screen.getState();
  if (overlay?.kind !== "form") return null;
  return fieldsOf(overlay.form, session.status.getState().agents)[overlay.field] ?? null;
}
