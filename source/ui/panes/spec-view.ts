import type { Documents, SpecDocument } from "../../orchestrator/session.ts";
import { type LineComment, nearestLine } from "./line-comments.ts";

/** A row of a document by what does not change with the width: a line of its text, and which row of that line. */
export interface Anchor {
  /** Counted from 1. */
  readonly source: number;
  readonly nth: number;
}

/** Where a reader is in a document. */
export interface ReadingPlace {
  /** The first row on the screen. */
  readonly top: Anchor;
  /** The row that keys like comment are about. */
  readonly cursor: Anchor;
}

/** What a person looks at of the documents, and has said to their lines. */
export interface SpecView {
  /** The path of the document that is shown, by the workflow's id. */
  readonly shown: Readonly<Record<string, string>>;
  readonly places: Readonly<Record<string, ReadingPlace>>;
  readonly comments: readonly LineComment[];
}

export const plainSpec: SpecView = { shown: {}, places: {}, comments: [] };

const START: Anchor = { source: 1, nth: 0 };

export function placeIn({ places }: SpecView, id: string, path: string): ReadingPlace {
  return places[placeName(id, path)] ?? { top: START, cursor: START };
}

export function withPlace(view: SpecView, id: string, path: string, place: ReadingPlace): SpecView {
  return { ...view, places: { ...view.places, [placeName(id, path)]: place } };
}

function placeName(id: string, path: string): string {
  return `${id} ${path}`;
}

/** The document that is shown, and which of how many it is. */
export function shownDocument(
  { shown }: SpecView,
  id: string,
  documents: readonly SpecDocument[],
): { readonly document: SpecDocument | null; readonly index: number } {
  const index = Math.max(
    0,
    documents.findIndex(({ path }) => path === shown[id]),
  );
  return { document: documents[index] ?? null, index };
}

/** The view after documents have changed: every place stays at the text that it was at. */
export function following(view: SpecView, id: string, before: Documents, after: Documents): SpecView {
  return (after.documents ?? []).reduce((current, { path, text }) => {
    const old = before.documents?.find((each) => each.path === path);
    const place = view.places[placeName(id, path)];
    if (old === undefined || place === undefined || old.text === text) return current;
    const moved = lineMover(old.text.split("\n"), text.split("\n"));
    const anchor = ({ source, nth }: Anchor): Anchor => ({ source: moved(source), nth });
    return withPlace(current, id, path, { top: anchor(place.top), cursor: anchor(place.cursor) });
  }, view);
}

/** Where a line has gone, by the lines around the change that have stayed the same, or else by what it says. */
function lineMover(before: readonly string[], after: readonly string[]): (line: number) => number {
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before[same] === after[same]) same++;
  let sameEnd = 0;
  while (sameEnd < shorter - same && before.at(-1 - sameEnd) === after.at(-1 - sameEnd)) sameEnd++;
  return (line) => {
    if (line <= same) return line;
    if (line > before.length - sameEnd) return line + after.length - before.length;
    const words = before.findIndex((text, index) => index >= line - 1 && text.trim() !== "") + 1;
    const found = words === 0 ? null : nearestLine(after, words, (text) => text === before[words - 1]);
    return Math.min(after.length, Math.max(1, found === null ? line : line + found - words));
  };
}
