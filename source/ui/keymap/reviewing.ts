import type { Session } from "../../orchestrator/session.ts";
import { describeError } from "../../workflow/errors.ts";
import type { Dashboard } from "../dashboard.ts";
import {
  commentsOf,
  type DocumentLine,
  type LineComment,
  requestText,
  withComment,
} from "../panes/line-comments.ts";
import { wayTo } from "./key-names.ts";

/** Keeps what was said to a line until changes are requested. */
export function keepComment(
  { screen, keymap }: Dashboard,
  workflow: string,
  line: DocumentLine,
  text: string,
): string {
  screen.setState(({ spec }) => ({
    spec: { ...spec, comments: withComment(spec.comments, { ...line, workflow, text }) },
  }));
  return `Comment kept; ${wayTo(keymap, "workflow.request-changes")} sends it with your request for changes`;
}

/**
 * Sends the words and all line comments as one request; they are let go once it counts. Where they were written on
 * another plan than the one under review it is refused; who sends them again has been told, and means the present one.
 */
export async function requestChanges(
  { session, screen }: Dashboard,
  id: string,
  words: string,
): Promise<string> {
  const comments = commentsOf(screen.getState().spec.comments, id);
  const documents = session.documents.getState()[id]?.documents ?? [];
  const change = (to: (comment: LineComment) => readonly LineComment[]) =>
    screen.setState(({ spec }) => ({
      spec: {
        ...spec,
        comments: spec.comments.flatMap((each) => (comments.includes(each) ? to(each) : each)),
      },
    }));
  try {
    const text = requestText(words, comments, documents);
    await session.intents.requestChanges(id, text, writtenOn(comments, presentPlan(session, id)));
  } catch (error) {
    const planRevision = presentPlan(session, id);
    if (describeError(error).code === "PLAN_CHANGED" && planRevision !== null)
      change((comment) => [{ ...comment, planRevision }]);
    throw error;
  }
  change(() => []);
  return "Changes requested";
}

function presentPlan({ store }: Session, id: string): string | null {
  return store.getState().workflows[id]?.planRevision ?? null;
}

/** The plan that the comments are about: another one than the present, if any is. */
function writtenOn(comments: readonly LineComment[], present: string | null): string | undefined {
  return (comments.find(({ planRevision }) => planRevision !== present) ?? comments[0])?.planRevision;
}
