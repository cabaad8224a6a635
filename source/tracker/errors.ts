import { OrcError } from "../workflow/errors.ts";
import type { Timestamp } from "../workflow/state.ts";

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

/** The tracker cannot be reached, read or written now. Trying again later helps, without anybody's doing. */
export class TrackerUnavailableError extends OrcError {
  /** There is no sense in trying before; `null` where it does not say. */
  readonly retryAt: Timestamp | null;

  constructor(message: string, remedy: string, options?: { cause?: unknown; retryAt?: Timestamp | null }) {
    super("TRACKER_UNAVAILABLE", message, remedy, options);
    this.retryAt = options?.retryAt ?? null;
  }
}

/** The session has ended while a request was under way. What it did is found again the next time. */
export class TrackerClosedError extends TrackerUnavailableError {
  constructor() {
    super("the session has ended", "Start again: what was begun goes on.");
  }
}

/** The tracker answers and says no: only a person can mend that. */
export class TrackerRefusedError extends OrcError {
  /** The login itself is not accepted: nothing else will be answered either. */
  readonly isLogin: boolean;

  constructor(
    code: "TRACKER_UNAUTHORIZED" | "TRACKER_FORBIDDEN" | "TRACKER_INVALID",
    message: string,
    remedy: string,
    options?: { cause?: unknown },
  ) {
    super(code, message, remedy, options);
    this.isLogin = code === "TRACKER_UNAUTHORIZED";
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
