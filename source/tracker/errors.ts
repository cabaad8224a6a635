import { OrcError } from "../workflow/errors.ts";

export class IssueNotFoundError extends OrcError {
  readonly issue: number;

  constructor(issue: number, tracker: string) {
    super(
      "ISSUE_NOT_FOUND",
      `The ${tracker} tracker has no issue ${issue}`,
      "Check the number; `orc-tui list` shows the issues in work.",
    );
    this.issue = issue;
  }
}

/** The tracker cannot be reached, read or written now. Trying again later may help. */
export class TrackerUnavailableError extends OrcError {
  constructor(message: string, remedy: string, options?: { cause?: unknown }) {
    super("TRACKER_UNAVAILABLE", message, remedy, options);
  }
}

/** What the tracker keeps cannot be understood. It is left exactly as it is. */
export class TrackerDamagedError extends OrcError {
  /** The file at fault. */
  readonly path: string;

  constructor(path: string, detail: string, remedy: string, options?: { cause?: unknown }) {
    super("TRACKER_DAMAGED", `${path} ${detail}`, remedy, options);
    this.path = path;
  }
}
