import { hasCode } from "../files/json.ts";
import { OrcError } from "../workflow/errors.ts";

/** The disk refused to keep an event: full, read-only, no permission. The event does not count. */
export class StorageError extends OrcError {
  constructor(path: string, cause: unknown) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    super(
      "STORAGE",
      `${path} could not be written: ${reasonOf(code, cause)}; nothing has changed`,
      remedyOf(code),
      { cause },
    );
  }
}

const REFUSALS: readonly string[] = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO"];

/** Is this the operating system's word that the disk does not take what we write? */
export function isStorageRefusal(error: unknown): boolean {
  return REFUSALS.some((code) => hasCode(error, code));
}

/** Runs `action`; what the disk refuses becomes a StorageError. */
export function refusable<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw isStorageRefusal(error) ? new StorageError(path, error) : error;
  }
}

function reasonOf(code: string, cause: unknown): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EROFS":
      return "the file system is read-only";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    default:
      return cause instanceof Error ? cause.message : String(cause);
  }
}

function remedyOf(code: string): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "Free some space, then try again.";
  return "Make the .plans folder writable for you, then try again.";
}

/** There is no such workflow in this repository. */
export class UnknownWorkflowError extends OrcError {
  constructor(reference: string, known: readonly string[]) {
    const list =
      known.length > 0
        ? `Known: ${known.join(", ")}.`
        : 'There is none yet: orc-tui new "<description>" starts one.';
    super("UNKNOWN_WORKFLOW", `there is no workflow ${reference}`, list);
  }
}

/** The workflow was written by a newer orc-tui. It is shown as far as it can be and never written. */
export class NewerVersionError extends OrcError {
  constructor(path: string, what: string) {
    super(
      "NEWER_VERSION",
      `${path} was written by a newer orc-tui (${what}); it is left untouched`,
      "Update orc-tui, then try again.",
    );
  }
}

/** Journal and snapshot of a workflow are both unusable. */
export class UnreadableWorkflowError extends OrcError {
  constructor(folder: string) {
    super(
      "UNREADABLE_WORKFLOW",
      `neither journal nor snapshot in ${folder} can be read; both were moved aside as *.corrupt-<time>`,
      "Mend one of the moved files and put it back under its old name, or remove the folder to forget the workflow.",
    );
  }
}

/** Two workflows claim one issue. */
export class IssueTrackedError extends OrcError {
  constructor(issueNumber: number) {
    super(
      "ISSUE_TRACKED",
      `issue ${issueNumber} has a workflow already`,
      `orc-tui status ${issueNumber} shows it.`,
    );
  }
}
