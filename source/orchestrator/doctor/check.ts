import { describeError } from "../../workflow/errors.ts";
import type { Finding } from "../session.ts";

/** Something that was looked at, and what mends it where that is safe. */
export interface Check extends Finding {
  /** Mends it and says what was done. Loses nobody's work and can be done twice. */
  readonly mend?: () => Promise<string>;
}

export function ok(what: string, message: string): Check {
  return { what, verdict: "ok", message, remedy: "" };
}

export function warning(what: string, message: string, remedy: string): Check {
  return { what, verdict: "warning", message, remedy };
}

export function problem(what: string, message: string, remedy: string): Check {
  return { what, verdict: "problem", message, remedy };
}

/** What an error says, as something found. */
export function failure(what: string, error: unknown): Check {
  const { message, remedy } = describeError(error);
  return problem(what, message, remedy);
}
