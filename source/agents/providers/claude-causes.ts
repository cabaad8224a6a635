import type { FailureCause } from "../events.ts";
import { type Fields, number, text } from "../fields.ts";

/** Why a run failed by its `result` object; `null` where that cannot be told. */
export function claudeCause(result: Fields, reason: string): FailureCause | null {
  return (
    causeOfStart(result) ??
    causeOfReason(text(result.terminal_reason)) ??
    causeOfWords(reason) ??
    causeOfAnswer(result)
  );
}

function causeOfStart({ startup_failure_reason, subtype }: Fields): FailureCause | null {
  if (text(startup_failure_reason) !== null) return "setup";
  switch (subtype) {
    case "error_max_turns":
      return "turns";
    case "error_max_budget_usd":
      return "budget";
    default:
      return null;
  }
}

function causeOfReason(reason: string | null): FailureCause | null {
  switch (reason) {
    case "max_turns":
      return "turns";
    case "budget_exhausted":
      return "budget";
    case "prompt_too_long":
    case "blocking_limit":
      return "prompt";
    case "aborted_streaming":
    case "aborted_tools":
      return "aborted";
    default:
      return null;
  }
}

/** What has no field of its own, and what its status would put down to something else. */
function causeOfWords(words: string): FailureCause | null {
  if (/no conversation found|already in use/i.test(words)) return "session";
  if (/not logged in|invalid api key|\/login\b/i.test(words)) return "login";
  if (/\blimit\b.*\bresets?\b/i.test(words)) return "rate_limit";
  return null;
}

const UNAUTHORIZED = 401;
const TOO_LARGE = 413;
const TOO_MANY = 429;
const SERVER_ERROR = 500;

function causeOfAnswer(result: Fields): FailureCause | null {
  if (text(result.terminal_reason) !== "api_error") return null;
  const status = number(result.api_error_status);
  if (status === null || status >= SERVER_ERROR) return "service";
  if (status === UNAUTHORIZED) return "login";
  if (status === TOO_LARGE) return "prompt";
  return status === TOO_MANY ? "rate_limit" : "refused";
}
