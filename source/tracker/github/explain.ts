import { TrackerRefusedError, TrackerUnavailableError } from "../errors.ts";
import { GitHubFault } from "./faults.ts";
import type { Operation } from "./operations.ts";

/** What the sentences of an error are about. */
export interface Circumstances {
  /** `acme/widgets` */
  readonly place: string;
  readonly host: string;
}

/** A fault in words for a person: what could not be done, why, and what helps. */
export function explained(
  fault: unknown,
  { purpose, needs }: Pick<Operation<unknown>, "purpose" | "needs">,
  { place, host }: Circumstances,
): unknown {
  if (!(fault instanceof GitHubFault)) return fault;
  const options = { cause: fault };
  // Which repository it is stands where the error is shown.
  const what = `cannot ${purpose} on GitHub`;
  switch (fault.kind) {
    case "unauthorized":
      return new TrackerRefusedError(
        "TRACKER_UNAUTHORIZED",
        `GitHub does not accept the token: ${fault.message}`,
        `Log in again (gh auth login --hostname ${host}) or set GH_TOKEN to a valid token and start again; orc-tui doctor says more.`,
        options,
      );
    case "forbidden":
      return new TrackerRefusedError(
        "TRACKER_FORBIDDEN",
        `${what}: ${fault.message}`,
        `The token needs the permission "${needs}" for ${place} (classic tokens: the scope "repo"), and its account access to it; orc-tui doctor says which is missing.`,
        options,
      );
    case "not_found":
      return new TrackerRefusedError(
        "TRACKER_INVALID",
        `${what}: ${fault.message}`,
        `Check the name ${place}, and that the token may see it: to others, private repositories do not exist.`,
        options,
      );
    case "invalid":
      return new TrackerRefusedError(
        "TRACKER_INVALID",
        `${what}: ${fault.message}`,
        "Mend what GitHub says here, then retry.",
        options,
      );
    case "rate_limited":
      return new TrackerUnavailableError(
        `${what}: ${fault.message}${fault.retryAt === null ? "" : `; it goes on at ${fault.retryAt.slice(11, 19)} UTC`}`,
        "It goes on by itself. Fewer tools on the same account, or a larger pollSeconds, save requests.",
        { ...options, retryAt: fault.retryAt },
      );
    case "unreachable":
    case "timeout":
    case "unreadable":
    case "server":
      return new TrackerUnavailableError(
        `${what}: ${fault.message}`,
        "It is tried again by itself. Check the network if it stays.",
        options,
      );
  }
}
