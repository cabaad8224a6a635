import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isMissing } from "../../files/json.ts";
import { withLock } from "../../files/lock.ts";
import { OrcError } from "../../workflow/errors.ts";
import { IssueNotFoundError, TrackerDamagedError, TrackerUnavailableError } from "../errors.ts";
import type { Issue } from "../tracker.ts";
import { readIssueFile, type StoredIssue, writeIssueFile } from "./issue-file.ts";

/** What a change makes of an issue. Its number and its times are the folder's business. */
export type IssueContent = Omit<StoredIssue, "version" | "number" | "createdAt" | "updatedAt">;

/** The issues in `<plansDir>/tracker/`, one file each, shared by all processes of the repository. */
export class IssueFolder {
  readonly #plansDir: string;
  readonly #folder: string;
  readonly #onWrite: () => void;

  constructor(plansDir: string, onWrite: () => void) {
    this.#plansDir = plansDir;
    this.#folder = join(plansDir, "tracker");
    this.#onWrite = onWrite;
  }

  /** @throws IssueNotFoundError, TrackerDamagedError, TrackerUnavailableError */
  read(number: number): StoredIssue {
    return this.#guard("read", () => this.#existing(number));
  }

  /** All that can be read, from the lowest number. */
  all(): StoredIssue[] {
    return this.#guard("read", () =>
      numbersIn(this.#folder, ".json")
        .map((number) => this.#readable(number))
        .filter((issue) => issue !== null),
    );
  }

  /** The first issue, from the lowest number, that `matches`. */
  find(matches: (issue: Issue) => boolean): StoredIssue | null {
    return this.#guard("read", () => this.#search(matches));
  }

  /** Returns the issue that `matches`, else makes it from `content`: one step that nothing can come between. */
  findOrCreate(matches: (issue: Issue) => boolean, content: IssueContent): StoredIssue {
    return this.#change(() => {
      const present = this.#search(matches);
      if (present !== null) return { issue: present, written: false };
      const at = new Date().toISOString();
      return {
        issue: this.#write({ ...content, number: this.#nextNumber(), createdAt: at, updatedAt: at }),
        written: true,
      };
    });
  }

  /** Replaces the content by what `edit` makes of it; the same object means no change, and nothing is written. */
  update(number: number, edit: (issue: StoredIssue, at: string) => StoredIssue): StoredIssue {
    return this.#change(() => {
      const before = this.#existing(number);
      const at = later(before.updatedAt);
      const after = edit(before, at);
      if (after === before) return { issue: before, written: false };
      return { issue: this.#write({ ...after, updatedAt: at }), written: true };
    });
  }

  #change(action: () => { issue: StoredIssue; written: boolean }): StoredIssue {
    const { issue, written } = this.#guard("change", () =>
      withLock(join(this.#folder, "tracker.lock"), action),
    );
    if (written) this.#onWrite();
    return issue;
  }

  /** One damaged issue does not hide the others. */
  #readable(number: number): StoredIssue | null {
    try {
      return readIssueFile(this.#path(number), number);
    } catch (error) {
      if (error instanceof TrackerDamagedError) return null;
      throw error;
    }
  }

  #existing(number: number): StoredIssue {
    const issue =
      Number.isSafeInteger(number) && number > 0 ? readIssueFile(this.#path(number), number) : null;
    if (issue === null) throw new IssueNotFoundError(number, "local");
    return issue;
  }

  /** A damaged file ends the search only where no other file matches: it might have been the one. */
  #search(matches: (issue: Issue) => boolean): StoredIssue | null {
    let damage: unknown = null;
    for (const number of numbersIn(this.#folder, ".json")) {
      try {
        const issue = readIssueFile(this.#path(number), number);
        if (issue !== null && matches(issue)) return issue;
      } catch (error) {
        damage ??= error;
      }
    }
    if (damage !== null) throw damage;
    return null;
  }

  #write(issue: Omit<StoredIssue, "version">): StoredIssue {
    writeIssueFile(this.#path(issue.number), issue);
    return this.#existing(issue.number);
  }

  /** Above every issue and every folder of documents, which another clone may have committed. */
  #nextNumber(): number {
    return Math.max(0, ...numbersIn(this.#folder, ".json"), ...numbersIn(this.#plansDir, "")) + 1;
  }

  #path(number: number): string {
    return join(this.#folder, `${number}.json`);
  }

  #guard<T>(verb: "read" | "change", action: () => T): T {
    try {
      return action();
    } catch (cause) {
      if (cause instanceof OrcError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      const remedy = "Make the folder readable and writable, with space left on its disk, then try again.";
      throw new TrackerUnavailableError(`Cannot ${verb} issues in ${this.#folder}: ${reason}`, remedy, {
        cause,
      });
    }
  }
}

/** Now, but always after `before`, so that every change is seen as one. */
function later(before: string): string {
  return new Date(Math.max(Date.now(), Date.parse(before) + 1)).toISOString();
}

/** The numbers that names in a folder consist of, before `ending`, in ascending order. */
function numbersIn(folder: string, ending: string): number[] {
  const stems = namesIn(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, name.length - ending.length));
  return stems
    .filter((stem) => /^[1-9]\d{0,14}$/.test(stem))
    .map(Number)
    .sort((a, b) => a - b);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
