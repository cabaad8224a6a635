import type { PullRequestRef } from "../../workflow/state.ts";
import { type KnownPullRequest, knownPullRequest } from "../wording/pull-request.ts";
import { useSessionStatus } from "./use-session-status.ts";

/** The status labels that the issue carries in place of ours; `null` where all is as it should be. */
export function useDrift(id: string): readonly string[] | null {
  return useSessionStatus((status) => status.drift[id] ?? null);
}

export function usePullRequest(id: string, ref: PullRequestRef | null): KnownPullRequest | null {
  const status = useSessionStatus(({ pullRequests }) => pullRequests[id] ?? null);
  return knownPullRequest(ref, status);
}
