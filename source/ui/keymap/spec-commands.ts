import type { SpecDocument } from "../../orchestrator/session.ts";
import { type Dashboard, selectedWorkflow } from "../dashboard.ts";
import { emptyBuffer, insert } from "../editor/text-buffer.ts";
import { draftName, openLineForm } from "../overlays/overlay.ts";
import { commentsOf, type LineComment, placed, withComment } from "../panes/line-comments.ts";
import { shownDocument } from "../panes/spec-view.ts";
import { draftOf, withDraft } from "../screen.ts";
import { counted } from "../wording/people.ts";
import type { Command } from "./command.ts";
import { whyNone, withSelected } from "./selected.ts";
import { toastWithUndo } from "./undo.ts";

function documentsOf({ session }: Dashboard, id: string): readonly SpecDocument[] {
  return session.documents.getState()[id]?.documents ?? [];
}

function whyNoOther(dashboard: Dashboard): string | null {
  const workflow = selectedWorkflow(dashboard);
  const count = workflow === null ? 0 : documentsOf(dashboard, workflow.id).length;
  if (count === 0) return "there is no document yet";
  return count === 1 ? "there is only this document" : null;
}

function showOther(direction: 1 | -1): (dashboard: Dashboard) => void {
  return withSelected((dashboard, { id }) => {
    const all = documentsOf(dashboard, id);
    const { index } = shownDocument(dashboard.screen.getState().spec, id, all);
    const next = all[(index + direction + all.length) % all.length];
    if (next === undefined) return;
    dashboard.screen.setState(({ spec }) => ({
      spec: { ...spec, shown: { ...spec.shown, [id]: next.path } },
    }));
  });
}

/** Why the lines of the shown documents cannot be commented now. */
function whyNoComment(dashboard: Dashboard): string | null {
  const workflow = selectedWorkflow(dashboard);
  if (workflow === null) return whyNone(dashboard);
  const { state, planRevision } = workflow;
  if (state === "DONE" || state === "CANCELLED") return `the workflow is ${state}: it has been decided`;
  if (state !== "GATE_1") return "the specification is not up for review yet";
  const documents = dashboard.session.documents.getState()[workflow.id];
  if (documents === undefined || documents.revision !== planRevision)
    return "the documents are still being read";
  return documents.documents?.length === 0 ? "there is no document" : null;
}

/** The comment on the line that the cursor is on, wherever that line was when it was written. */
function commentHere(dashboard: Dashboard): LineComment | null {
  const workflow = selectedWorkflow(dashboard);
  const at = dashboard.pointing.current?.() ?? null;
  if (workflow === null || at === null) return null;
  const mine = unsent(dashboard);
  const text = documentsOf(dashboard, workflow.id).find(({ path }) => path === at.path)?.text ?? "";
  return placed(mine, at.path, text.split("\n")).find(({ line }) => line === at.line)?.comment ?? null;
}

/** Opens the form for the line under the cursor, with what has been said to it already. */
const commentOnLine = withSelected((dashboard, { id }) => {
  const { screen } = dashboard;
  const known = commentHere(dashboard);
  const here = dashboard.pointing.current?.() ?? null;
  if (here === null) return;
  const { path, line, quote } = known ?? here;
  const form = openLineForm(id, { path, line, quote, planRevision: here.planRevision });
  const name = draftName(form);
  const state = screen.getState();
  const isNew = draftOf(state, name).text === "" && known !== null;
  screen.setState({
    overlay: form,
    ...(isNew ? withDraft(state, name, insert(emptyBuffer, known.text)) : {}),
  });
});

/** What is removed is kept as a draft of each line, so that it can be had back. */
function removeComments({ screen }: Dashboard, removed: readonly LineComment[]): void {
  const drafts = removed.map((comment) => [draftOn(comment), insert(emptyBuffer, comment.text)]);
  screen.setState((state) => ({
    spec: { ...state.spec, comments: state.spec.comments.filter((each) => !removed.includes(each)) },
    drafts: { ...state.drafts, ...Object.fromEntries(drafts) },
  }));
}

function removeHere(dashboard: Dashboard): void {
  const comment = commentHere(dashboard);
  if (comment === null) return;
  removeComments(dashboard, [comment]);
  toastWithUndo(dashboard, "Comment removed", () => {
    putBack(dashboard, [comment]);
    return "The comment is back";
  });
}

/** All that was said to lines of the workflow, and not sent. */
function unsent(dashboard: Dashboard): readonly LineComment[] {
  return commentsOf(dashboard.screen.getState().spec.comments, selectedWorkflow(dashboard)?.id ?? "");
}

function removeAll(dashboard: Dashboard): void {
  const removed = unsent(dashboard);
  removeComments(dashboard, removed);
  toastWithUndo(dashboard, `${counted(removed.length, "comment")} removed`, () => {
    putBack(dashboard, removed);
    return `${counted(removed.length, "comment")} put back`;
  });
}

/** What has been written on the same lines since stays, also what has not been kept yet. */
function putBack({ screen }: Dashboard, removed: readonly LineComment[]): void {
  screen.setState((state) => {
    const untouched = removed.filter((comment) => draftOf(state, draftOn(comment)).text === comment.text);
    const drafts = Object.fromEntries(untouched.map((comment) => [draftOn(comment), emptyBuffer]));
    return {
      spec: { ...state.spec, comments: state.spec.comments.reduce(withComment, removed) },
      drafts: { ...state.drafts, ...drafts },
    };
  });
}

function draftOn(comment: LineComment): string {
  return draftName(openLineForm(comment.workflow, comment));
}

/** The keys of the specification, which count when the detail has the focus and shows it. */
export const specCommands: readonly Command[] = [
  {
    id: "spec.comment",
    scope: "spec",
    keys: ["c"],
    label: "comment line",
    description: "comment on the line, or change it",
    footer: 2.5,
    whyNot: whyNoComment,
    run: commentOnLine,
  },
  {
    id: "spec.remove",
    scope: "spec",
    keys: ["d"],
    label: "remove comment",
    description: "remove the comment on the line",
    footer: 2.6,
    whyNot: (dashboard) =>
      whyNoComment(dashboard) ??
      (commentHere(dashboard) === null ? "there is no comment on this line" : null),
    run: removeHere,
  },
  {
    id: "spec.remove-all",
    scope: "spec",
    keys: ["D"],
    label: "remove comments",
    description: "remove all comments that are not sent",
    whyNot: (dashboard) => (unsent(dashboard).length === 0 ? "there is no comment to send" : null),
    run: removeAll,
  },
  {
    id: "spec.next",
    scope: "spec",
    keys: ["]"],
    label: "next document",
    description: "next document",
    footer: 51,
    whyNot: whyNoOther,
    run: showOther(1),
  },
  {
    id: "spec.previous",
    scope: "spec",
    keys: ["["],
    label: "document before",
    description: "document before",
    whyNot: whyNoOther,
    run: showOther(-1),
  },
];

/** Quits, but not without a question where something would be lost; asked again, without. */
export function leave(dashboard: Dashboard): void {
  const { spec, overlay } = dashboard.screen.getState();
  if (spec.comments.length === 0 || overlay?.kind === "quit") dashboard.quit();
  else dashboard.screen.setState({ overlay: { kind: "quit" } });
}

export const quitCommands: readonly Command[] = [
  {
    id: "quit.yes",
    scope: "quit",
    keys: ["y"],
    label: "quit",
    description: "quit; unsent comments are lost",
    footer: 1,
    run: (dashboard) => dashboard.quit(),
  },
  {
    id: "quit.no",
    scope: "quit",
    keys: ["n", "esc", "q"],
    label: "stay",
    description: "stay",
    footer: 2,
    run: ({ screen }) => screen.setState({ overlay: null }),
  },
];
