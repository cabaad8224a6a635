import type { Dashboard } from "../dashboard.ts";
import { commentsOf, type DocumentLine, requestText, withComment } from "../panes/line-comments.ts";
import type { Screen } from "../screen.ts";

/** Keeps what was said to a line until changes are requested. */
export function keepComment(screen: Screen, workflow: string, line: DocumentLine, text: string): string {
  screen.setState(({ spec }) => ({
    spec: { ...spec, comments: withComment(spec.comments, { ...line, workflow, text }) },
  }));
  return "Comment kept; r sends it with your request for changes";
}

/** Sends the words and all line comments as one request; they are let go once it counts. */
export async function requestChanges(
  { session, screen }: Pick<Dashboard, "session" | "screen">,
  id: string,
  words: string,
): Promise<string> {
  const comments = commentsOf(screen.getState().spec.comments, id);
  const documents = session.documents.getState()[id]?.documents ?? [];
  await session.intents.requestChanges(id, requestText(words, comments, documents));
  screen.setState(({ spec }) => ({
    spec: { ...spec, comments: spec.comments.filter((each) => !comments.includes(each)) },
  }));
  return "Changes requested";
}
