import { describeError } from "../../workflow/errors.ts";
import type { Dashboard } from "../dashboard.ts";
import { emptyBuffer, rewritten } from "../editor/text-buffer.ts";
import { fieldInUse } from "../overlays/editing.ts";
import { draftName, type FormOverlay, fieldsOf } from "../overlays/overlay.ts";
import { commentsOf } from "../panes/line-comments.ts";
import { draftOf, withDraft } from "../screen.ts";
import { emptyRemedy } from "../wording/forms.ts";
import type { Command } from "./command.ts";
import { wayTo } from "./key-names.ts";
import { keepComment, requestChanges } from "./reviewing.ts";
import { perform, toast } from "./toasts.ts";

function formOf({ screen }: Dashboard): FormOverlay | null {
  const { overlay } = screen.getState();
  return overlay?.kind === "form" ? overlay : null;
}

function update(dashboard: Dashboard, change: Partial<FormOverlay>): void {
  const form = formOf(dashboard);
  if (form !== null) dashboard.screen.setState({ overlay: { ...form, ...change } });
}

function moveField(dashboard: Dashboard, by: number): void {
  const form = formOf(dashboard);
  if (form === null) return;
  const count = fieldsOf(form.form, dashboard.session.status.getState().agents).length;
  update(dashboard, { field: (form.field + by + count) % count });
}

function moveAgent(dashboard: Dashboard, by: number): void {
  if (fieldInUse(dashboard) !== "agent") return;
  const { screen, session } = dashboard;
  const { agents } = session.status.getState();
  const index = Math.max(0, agents.indexOf(screen.getState().agent ?? ""));
  screen.setState({ agent: agents[(index + by + agents.length) % agents.length] ?? null });
}

/** Sends the form. What was typed is let go only once it has arrived. */
function send(dashboard: Dashboard): void {
  const form = formOf(dashboard);
  if (form === null || form.sending) return;
  const { screen } = dashboard;
  const name = draftName(form);
  const text = draftOf(screen.getState(), name).text.trim();
  if (text === "" && !hasMore(dashboard, form)) {
    const failure = { message: "There is nothing to send yet.", remedy: emptyRemedy(form.form) };
    update(dashboard, { field: 0, failure });
    return;
  }
  update(dashboard, { sending: true, failure: null });
  submit(dashboard, form, text).then(
    ({ done, created }) => {
      screen.setState((state) => ({
        ...withDraft(state, name, emptyBuffer),
        overlay: closed(state.overlay),
      }));
      if (created !== null) screen.setState({ selected: created });
      toast(dashboard, "done", done);
    },
    (error: unknown) => {
      const { message, remedy } = describeError(error);
      if (formOf(dashboard) === null) toast(dashboard, "failed", message, remedy);
      else update(dashboard, { sending: false, failure: { message, remedy } });
    },
  );
}

function closed<Overlay extends { kind: string }>(overlay: Overlay | null): Overlay | null {
  return overlay?.kind === "form" ? null : overlay;
}

/** Is there something to send beside the words? */
function hasMore({ screen }: Dashboard, { form, id }: FormOverlay): boolean {
  return form === "changes" && commentsOf(screen.getState().spec.comments, id ?? "").length > 0;
}

/** What to say once it has arrived, and the workflow that has come of it. */
interface Sent {
  readonly done: string;
  readonly created: string | null;
}

async function submit(dashboard: Dashboard, form: FormOverlay, text: string): Promise<Sent> {
  const { session, screen } = dashboard;
  const { intents } = session;
  if (form.line !== null)
    return { done: keepComment(dashboard, form.id ?? "", form.line, text), created: null };
  if (form.form === "comment") {
    await intents.comment(form.id ?? "", text);
    return { done: "Comment posted", created: null };
  }
  if (form.form === "changes") {
    return { done: await requestChanges(dashboard, form.id ?? "", text), created: null };
  }
  // By name, also the first one: what the form shows is what is asked for, whatever the default is by now.
  const agent = screen.getState().agent ?? session.status.getState().agents[0];
  const { id, title } = await intents.create({ description: text, agent, issue: form.issue?.number });
  return { done: `Created: ${title}`, created: id };
}

/** Hands the text to the person's editor and takes back what was saved; as it was where the editor fails. */
function writeElsewhere(dashboard: Dashboard): void {
  const form = formOf(dashboard);
  if (form === null || form.sending) return;
  const { screen, session } = dashboard;
  const name = draftName(form);
  const written = session.programs
    .write(draftOf(screen.getState(), name).text)
    .then(async (program) => {
      try {
        const { exitCode } = await dashboard.handOver(program);
        return exitCode === 0 ? program.read() : null;
      } finally {
        program.close();
      }
    })
    .then((text) => {
      if (text !== null)
        screen.setState((state) => withDraft(state, name, rewritten(draftOf(state, name), text)));
      return text;
    });
  perform(dashboard, written, (text) =>
    text === null
      ? ["The text is as it was", "The editor did not end well."]
      : ["The text is back from the editor", ""],
  );
}

export const formCommands: readonly Command[] = [
  {
    id: "form.send",
    scope: "form",
    keys: ["ctrl+s"],
    label: "send",
    description: "send the form",
    footer: 2,
    run: send,
  },
  {
    id: "form.next-field",
    scope: "form",
    keys: ["tab", "down"],
    label: "next field",
    description: "next field",
    footer: 1,
    run: (dashboard) => moveField(dashboard, 1),
  },
  {
    id: "form.previous-field",
    scope: "form",
    keys: ["shift+tab", "up"],
    label: "previous field",
    description: "previous field",
    run: (dashboard) => moveField(dashboard, -1),
  },
  {
    id: "form.close",
    scope: "form",
    keys: ["esc"],
    label: "close",
    description: "close; what you typed is kept",
    footer: 3,
    run: ({ screen }) => screen.setState({ overlay: null }),
  },
  {
    id: "form.editor",
    scope: "form",
    keys: ["ctrl+g"],
    label: "editor",
    description: "write the text in your editor (VISUAL, EDITOR)",
    footer: 1,
    whyNot: (dashboard) =>
      fieldInUse(dashboard) === "text"
        ? null
        : `this is no text: ${wayTo(dashboard.keymap, "form.next-field")} goes to the text first`,
    run: (dashboard) => writeElsewhere(dashboard),
  },
  {
    id: "form.enter",
    scope: "form",
    keys: ["enter"],
    label: "send",
    description: "on the last field: send the form",
    run: (dashboard) => (fieldInUse(dashboard) === "send" ? send(dashboard) : moveField(dashboard, 1)),
  },
  {
    id: "form.next-agent",
    scope: "form",
    keys: ["right", "space"],
    label: "next agent",
    description: "on the agent field: next agent",
    run: (dashboard) => moveAgent(dashboard, 1),
  },
  {
    id: "form.previous-agent",
    scope: "form",
    keys: ["left"],
    label: "previous agent",
    description: "on the agent field: previous agent",
    run: (dashboard) => moveAgent(dashboard, -1),
  },
];
