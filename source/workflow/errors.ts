/**
 * The base of every error orc-tui shows to a person: what went wrong (`message`), a stable `code`
 * for scripts, and how to mend it (`remedy`). Sentences are made where the facts are known; the
 * command line and the dashboard only print them.
 */
export class OrcError extends Error {
  readonly code: string;
  /** One sentence that says what to do next. */
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.remedy = remedy;
  }
}

/** An event that the transition table or one of its guards forbids. Nothing has changed. */
export class InvalidStateTransition extends OrcError {
  /** The state the workflow is in, and stays in. */
  readonly state: string;
  /** The event that was refused. */
  readonly event: string;
  /** The transition events that are possible from `state`. */
  readonly allowed: readonly string[];

  constructor(state: string, event: string, allowed: readonly string[], reason: string) {
    const next =
      allowed.length > 0
        ? `Allowed now: ${allowed.join(", ")}.`
        : `${state} is final: nothing is allowed from it.`;
    super("INVALID_STATE_TRANSITION", `${event} is not possible in ${state}: ${reason}`, next);
    this.state = state;
    this.event = event;
    this.allowed = allowed;
  }
}

/** What any thrown value says, for a record that must hold text. */
export function describeError(error: unknown): { code: string; message: string; remedy: string } {
  if (error instanceof OrcError) return { code: error.code, message: error.message, remedy: error.remedy };
  const message = error instanceof Error ? error.message : String(error);
  return { code: "UNEXPECTED", message, remedy: "Try again; if it stays, report it with this message." };
}
