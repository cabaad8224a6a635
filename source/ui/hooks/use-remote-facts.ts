import { whyNot } from "../../workflow/actions.ts";
import type { PullRequestRef, Workflow } from "../../workflow/state.ts";
import { type KnownPullRequest, knownPullRequest, whyNoPullRequest } from "../wording/pull-request.ts";
import { useSessionStatus } from "./use-session-status.ts";

/** The status labels that the issue carries in place of ours; `null` where all is as it should be. */
export function useDrift(id: string): readonly string[] | null {
  return useSessionStatus((status) => status.drift[id] ?? null);
}

export function usePullRequest(id: string, ref: PullRequestRef | null): KnownPullRequest | null {
  const status = useSessionStatus(({ pullRequests }) => pullRequests[id] ?? null);
  return knownPullRequest(ref, status);
}

/** Whether a pull request would be opened if one asked for it. */
export function useCanOpenPullRequest(workflow: Workflow): boolean {
  const isLocal = useSessionStatus(({ tracker }) => tracker.name === "local");
  const known = usePullRequest(workflow.id, workflow.pullRequest);
  return !isLocal && whyNot("pull_request", workflow) === null && whyNoPullRequest(known) === null;
}
