import { OrcError } from "../workflow/errors.ts";

/** A git command that failed, with git's own words for a person to read. Nothing branches on those words. */
export class GitError extends OrcError {
  /** The command line, for reading; not for running. */
  readonly command: string;
  /** `null` when the command was ended by a signal or the time limit. */
  readonly exitCode: number | null;
  /** What git said, cleaned for the screen and without credentials. */
  readonly stderr: string;
  readonly timedOut: boolean;

  constructor(facts: {
    command: string;
    cwd: string;
    exitCode: number | null;
    stderr: string;
    timedOut: boolean;
    cause?: unknown;
  }) {
    const ending = facts.timedOut
      ? "took too long and was ended"
      : `failed (exit ${facts.exitCode ?? "by signal"})`;
    super(
      "GIT_FAILED",
      `${facts.command} ${ending} in ${facts.cwd}${facts.stderr ? `: ${facts.stderr}` : ""}`,
      facts.timedOut
        ? "See whether the disk or a git hook is slow, then try again."
        : "Mend what git says here, then try again.",
      { cause: facts.cause },
    );
    this.command = facts.command;
    this.exitCode = facts.exitCode;
    this.stderr = facts.stderr;
    this.timedOut = facts.timedOut;
  }
}

/** There is no `git` on the PATH. */
export class GitMissingError extends OrcError {
  constructor(options?: { cause?: unknown }) {
    super(
      "GIT_MISSING",
      "git was not found on the PATH",
      "Install git 2.31 or newer: https://git-scm.com/downloads.",
      options,
    );
  }
}

/** A lock file of git that nobody released while we waited. */
export class GitLockedError extends OrcError {
  readonly lockPath: string;

  constructor(lockPath: string, options?: { cause?: unknown }) {
    super(
      "GIT_LOCKED",
      `Another git process holds ${lockPath}`,
      "Wait until it has finished. If no git process is running, a crash left this file behind: delete it and try again.",
      options,
    );
    this.lockPath = lockPath;
  }
}

/** The folder that a git command was to run in is gone. */
export class MissingFolderError extends OrcError {
  readonly path: string;

  constructor(path: string, options?: { cause?: unknown }) {
    super(
      "FOLDER_MISSING",
      `The folder ${path} does not exist`,
      "Restore the folder, or retry the step that makes it.",
      options,
    );
    this.path = path;
  }
}

/** A path that would leave its root, by its name or through a symbolic link. */
export class UnsafePathError extends OrcError {
  readonly path: string;

  constructor(path: string, reason: string, remedy: string) {
    super("UNSAFE_PATH", `${JSON.stringify(path)} is refused: ${reason}`, remedy);
    this.path = path;
  }
}

/** A branch that should be here is not. */
export class BranchMissingError extends OrcError {
  readonly branch: string;

  constructor(branch: string) {
    super(
      "BRANCH_MISSING",
      `There is no local branch ${JSON.stringify(branch)}`,
      "Restore it (git reflog, git fetch), or retry the step that makes it.",
    );
    this.branch = branch;
  }
}

/** The worktree is not on the branch of its workflow: somebody switched it, or detached HEAD. */
export class WrongBranchError extends OrcError {
  readonly worktree: string;
  readonly expected: string;
  /** `null` for a detached HEAD. */
  readonly actual: string | null;

  constructor(worktree: string, expected: string, actual: string | null) {
    super(
      "WRONG_BRANCH",
      `${worktree} is on ${actual === null ? "a detached HEAD" : `the branch ${actual}`}, not on ${expected}`,
      `Bring its work to ${expected} and run: git -C ${JSON.stringify(worktree)} switch ${expected}`,
    );
    this.worktree = worktree;
    this.expected = expected;
    this.actual = actual;
  }
}
