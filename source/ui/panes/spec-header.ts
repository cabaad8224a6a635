import type { Documents, SpecDocument } from "../../orchestrator/session.ts";
import { glyphs } from "../glyphs.ts";
import { type Fact, factsLine } from "../text/facts.ts";
import { type Line, lineWidth, type Segment, segment, spread } from "../text/segment.ts";
import { counted, shortSha } from "../wording/people.ts";

interface Shown {
  readonly documents: Documents;
  /** Which of them is shown. */
  readonly index: number;
  /** How many comments wait to be sent. */
  readonly unsent: number;
  readonly growing: boolean;
}

/** What waits to be sent is never crowded out. */
const LEAST_FACTS = 6;
const GAP = 2;

/** The names of the documents with the shown one marked, what they are of, and what waits to be sent. */
export function specHeader({ documents, index, unsent, growing }: Shown, width: number): Line {
  const all = documents.documents ?? [];
  const called = namesOf(all);
  const facts: Fact[] = [
    ...(unsent === 0 ? [] : [unsentFact(unsent)]),
    ...(documents.revision === null
      ? growing
        ? [fact(segment(`${glyphs.running} being written`, "running"), 50)]
        : []
      : [fact(segment(`plan ${shortSha(documents.revision)}`, "muted"), 40)]),
  ];
  const room = width - (unsent === 0 ? 0 : LEAST_FACTS);
  const names = [allNames(called, index), oneName(called, index)];
  const left = names.find((line) => lineWidth(line) <= room) ?? oneName(called, index);
  const right = factsLine(facts, Math.max(width - room, width - lineWidth(left) - GAP));
  return spread(left, right, width);
}

function unsentFact(unsent: number): Fact {
  const form = (text: string, worth: number) => ({ line: [segment(text, "gate", true)], worth });
  return [
    form(`${counted(unsent, "comment")} to send`, 60),
    form(counted(unsent, "comment"), 70),
    form(`${glyphs.reply} ${unsent}`, 100),
  ];
}

function fact(piece: Segment, worth: number): Fact {
  return [{ line: [piece], worth }];
}

/** By their file names where these say which is which. */
function namesOf(documents: readonly SpecDocument[]): string[] {
  const files = documents.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  return documents.map(({ path }, index) => {
    const file = files[index] ?? path;
    return files.filter((other) => other === file).length > 1 ? path : file;
  });
}

function allNames(names: readonly string[], index: number): Line {
  return names.flatMap((name, at) => [
    ...(at === 0 ? [] : [segment("  ")]),
    ...(at === index ? marked(name) : [segment(`  ${name}`, "muted")]),
  ]);
}

/** Where there is no room for all: the one that is shown, and which of how many it is. */
function oneName(names: readonly string[], index: number): Line {
  return [
    ...marked(names[index] ?? ""),
    segment(names.length < 2 ? "" : `  ${index + 1} of ${names.length}`, "muted"),
  ];
}

function marked(name: string): Segment[] {
  return [{ ...segment(`${glyphs.tool} `, "accent"), heard: "shown:" }, segment(name, undefined, true)];
}
