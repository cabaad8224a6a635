/** A file that differs, and how. */
export interface FileDiff {
  readonly path: string;
  /** What it was called in the base, where it was renamed or copied. */
  readonly renamedFrom: string | null;
  readonly change: "added" | "deleted" | "modified" | "renamed" | "copied" | "retyped" | "unmerged";
  /** The kind and rights of the file before and after, as git writes them (`100755`); zeros for none. */
  readonly modes: readonly [before: string, after: string];
  /** Lines added and deleted, by git's own count; `null` for a binary file. */
  readonly added: number | null;
  readonly deleted: number | null;
  readonly hunks: readonly Hunk[];
}

/** A stretch of a file with what was changed in it. */
export interface Hunk {
  /** The number of the first line, before and after. */
  readonly oldStart: number;
  readonly newStart: number;
  /** What git found to name the place by: the function, the heading. */
  readonly heading: string;
  /** Each begins with its sign: ` `, `+`, `-`, or `\` for a remark of git. */
  readonly lines: readonly string[];
}

type Entry = Omit<FileDiff, "added" | "deleted" | "hunks"> & { readonly header: string };

const RAW = /^:(\d{6}) (\d{6}) \S+ \S+ ([A-Z])\d*\t/;
const COUNTS = /^(\d+|-)\t(\d+|-)\t/;
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?/;

const CHANGES: Readonly<Record<string, FileDiff["change"]>> = {
  A: "added",
  D: "deleted",
  R: "renamed",
  C: "copied",
  T: "retyped",
  U: "unmerged",
};

/**
 * Reads what `git diff --raw --numstat --patch` prints. The names are taken from the raw list, where none is
 * ambiguous, and every hunk is as long as its head says: no name and no content can pass for something else.
 */
export function parsePatch(output: string): FileDiff[] {
  const lines = output.split("\n");
  let at = 0;
  const entries: Entry[] = [];
  for (let raw = RAW.exec(lines[at] ?? ""); raw !== null; raw = RAW.exec(lines[++at] ?? ""))
    entries.push(entryOf(raw, (lines[at] ?? "").slice(raw[0].length)));
  const counts: (readonly [added: number | null, deleted: number | null])[] = [];
  for (let count = COUNTS.exec(lines[at] ?? ""); count !== null; count = COUNTS.exec(lines[++at] ?? ""))
    counts.push([numberOf(count[1]), numberOf(count[2])]);
  const hunks = hunksByHeader(lines, at);
  return entries.map(({ header, ...entry }, index) => {
    const [added, deleted] = counts[index] ?? [0, 0];
    return { ...entry, added, deleted, hunks: hunks.get(header) ?? [] };
  });
}

function entryOf([, before = "", after = "", letter = ""]: RegExpExecArray, names: string): Entry {
  const [first = "", second = first] = names.split("\t");
  const moved = first !== second;
  return {
    path: unquoted(second),
    renamedFrom: moved ? unquoted(first) : null,
    change: CHANGES[letter] ?? "modified",
    modes: [before, after],
    header: `diff --git ${prefixed("a/", first)} ${prefixed("b/", second)}`,
  };
}

/** A name as it stands in the head of its patch, where the quotation marks are around the prefix as well. */
function prefixed(prefix: string, name: string): string {
  return name.startsWith('"') ? `"${prefix}${name.slice(1)}` : prefix + name;
}

function numberOf(field: string | undefined): number | null {
  return field === "-" ? null : Number(field);
}

/** A file that became a link, or a link that became a file, has two patches under the same head. */
function hunksByHeader(lines: readonly string[], from: number): ReadonlyMap<string, readonly Hunk[]> {
  const found = new Map<string, Hunk[]>();
  let hunks: Hunk[] = [];
  for (let at = from; at < lines.length; ) {
    const line = lines[at] ?? "";
    const head = HUNK.exec(line);
    at++;
    if (head !== null) {
      const length = hunkLength(lines, at, Number(head[2] ?? 1), Number(head[4] ?? 1));
      hunks.push({
        oldStart: Number(head[1]),
        newStart: Number(head[3]),
        heading: line.slice(head[0].length),
        lines: lines.slice(at, at + length),
      });
      at += length;
    } else if (line.startsWith("diff --git ")) {
      hunks = found.get(line) ?? [];
      found.set(line, hunks);
    }
  }
  return found;
}

/** How many lines belong to a hunk of so many lines before and after. */
function hunkLength(lines: readonly string[], from: number, before: number, after: number): number {
  let [old, fresh] = [before, after];
  let at = from;
  for (; at < lines.length; at++) {
    const sign = (lines[at] ?? "")[0];
    if (sign === "\\") continue;
    if (old <= 0 && fresh <= 0) break;
    if (sign === undefined) break;
    if (sign !== "+") old--;
    if (sign !== "-") fresh--;
  }
  return at - from;
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** A name as git quotes it where there is something unusual in it. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const bytes: Buffer[] = [];
  for (const [, octal, letter, plain] of name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)) {
    if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8)]));
    else if (letter !== undefined) bytes.push(Buffer.from([ESCAPES[letter] ?? letter.charCodeAt(0)]));
    else bytes.push(Buffer.from(plain ?? ""));
  }
  return Buffer.concat(bytes).toString();
}
