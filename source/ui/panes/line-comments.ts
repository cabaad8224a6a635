import type { SpecDocument } from "../../orchestrator/session.ts";
import { counted } from "../wording/people.ts";

/** A line of a document under review. */
export interface DocumentLine {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** What it says. */
  readonly quote: string;
  /** The plan that it was looked at in. */
  readonly planRevision: string;
}

/** What a reviewer says to a line; kept until it is sent with the request for changes. */
export interface LineComment extends DocumentLine {
  /** The workflow's id. */
  readonly workflow: string;
  readonly text: string;
}

/** A comment where its line is now. */
export interface PlacedComment {
  readonly comment: LineComment;
  readonly line: number;
  /** The line says something else by now, or is gone. */
  readonly isStale: boolean;
}

/** More of a line is not quoted. */
const LONGEST_QUOTE = 300;

export function commentsOf(all: readonly LineComment[], workflow: string): readonly LineComment[] {
  return all.filter((each) => each.workflow === workflow);
}

/** The comments on a document, by their lines; one whose line has moved is found by what it says. */
export function placed(
  comments: readonly LineComment[],
  path: string,
  lines: readonly string[],
): PlacedComment[] {
  return comments
    .filter((comment) => comment.path === path)
    .map((comment) => {
      const found = nearestLine(lines, comment.line, (text) => text.trim() === comment.quote);
      return { comment, line: found ?? Math.min(comment.line, lines.length), isStale: found === null };
    })
    .sort((a, b) => a.line - b.line);
}

/** The line nearest to another that is as wanted, counted from 1; `null` where none is. */
export function nearestLine(
  lines: readonly string[],
  wanted: number,
  isSo: (text: string) => boolean,
): number | null {
  const farthest = Math.max(wanted, lines.length);
  for (let distance = 0; distance <= farthest; distance++) {
    for (const line of [wanted - distance, wanted + distance]) {
      const text = lines[line - 1];
      if (text !== undefined && isSo(text)) return line;
    }
  }
  return null;
}

/** The comments with another one, or another text on the same line. */
export function withComment(all: readonly LineComment[], comment: LineComment): readonly LineComment[] {
  return [...without(all, comment), comment];
}

function without(all: readonly LineComment[], { workflow, path, line }: LineComment): LineComment[] {
  return all.filter((each) => each.workflow !== workflow || each.path !== path || each.line !== line);
}

/** The comments as one text for the agent and the issue: which line, what it says, and what is said to it. */
export function requestText(
  words: string,
  comments: readonly LineComment[],
  documents: readonly SpecDocument[],
): string {
  if (comments.length === 0) return words;
  const paths = [...new Set(comments.map(({ path }) => path))].sort();
  const points = paths.flatMap((path) => {
    const text = documents.find((document) => document.path === path)?.text ?? "";
    return placed(comments, path, text.split("\n")).map(({ comment, line, isStale }) =>
      [
        `${path}:${line}${isStale ? " (as it was before)" : ""}`,
        `> ${comment.quote.length > LONGEST_QUOTE ? `${comment.quote.slice(0, LONGEST_QUOTE)}…` : comment.quote}`,
        comment.text,
      ].join("\n"),
    );
  });
  const head = `${counted(comments.length, "comment")} on lines of the documents:`;
  return [...(words === "" ? [] : [words]), head, ...points].join("\n\n");
}
