import type { FailureCause } from "./events.ts";
import type { Provider } from "./providers/provider.ts";

/** What a person can do about a failure of this cause, in a sentence or two. */
export function remedyFor(cause: FailureCause, provider: Pick<Provider, "loginRemedy">): string {
  return cause === "login" ? `${provider.loginRemedy} Then retry.` : REMEDIES[cause];
}

const REMEDIES: Readonly<Record<Exclude<FailureCause, "login">, string>> = {
  refused:
    "The model's service refused the request: check the agent's model, its account's credit and access, then retry.",
  rate_limit: "The account's limit is used up: wait until it is renewed, or use another account, then retry.",
  service:
    "The model's service does not answer: check the network and the service's status page, then retry.",
  budget: "Raise the agent's maxBudgetUsd, then retry: it goes on where it stopped if it can.",
  turns: "Raise the agent's maxTurns, then retry: it goes on where it stopped if it can.",
  session: "Its session is gone or open elsewhere: close it there. The next retry begins a new one.",
  aborted: "It was interrupted from outside: retry starts it again.",
  setup: "Mend what it says, in the agent's settings or in its own configuration, then retry.",
  prompt: "Shorten the issue, the agent's prompt or what it is told to read, then retry.",
};
