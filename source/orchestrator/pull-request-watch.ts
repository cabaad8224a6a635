import type { StoreApi } from "zustand/vanilla";
import type { PullRequestStatus } from "../tracker/tracker.ts";
import type { Workflow } from "../workflow/state.ts";
import { hasOpenPullRequest } from "./asked-about.ts";
import type { SessionStatus } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/** Checks take minutes; the quota is not spent on them. In milliseconds. */
const EVERY_MS = 180_000;

export interface PullRequestWatch {
  /** Asks what has become of the pull requests, where it is time or has to be now. @returns whether it has asked */
  look(isNow: boolean): Promise<boolean>;
  /** When it is time, on the wall clock; `Infinity` while there is none that may still change. */
  dueAt(): number;
}

export function watchPullRequests(
  { store, tracker, now }: Workspace,
  status: StoreApi<SessionStatus>,
): PullRequestWatch {
  let lookedAt = 0;
  const asked = new Set<string>();

  function open(): Workflow[] {
    const known = status.getState().pullRequests;
    return Object.values(store.getState().workflows).filter((each) => hasOpenPullRequest(each, known));
  }

  function dueAt(): number {
    const workflows = open();
    if (tracker.pullRequests === null || workflows.length === 0) return Number.POSITIVE_INFINITY;
    return workflows.some(({ id }) => !asked.has(id)) ? 0 : lookedAt + EVERY_MS;
  }

  return {
    dueAt,
    async look(isNow) {
      const workflows = open();
      const time = now().getTime();
      if (tracker.pullRequests === null || workflows.length === 0) return false;
      if (!isNow && time < dueAt()) return false;
      lookedAt = time;
      for (const { id } of workflows) asked.add(id);
      const numbers = workflows.flatMap(({ pullRequest }) => pullRequest?.number ?? []);
      const found = new Map((await tracker.pullRequests.status(numbers)).map((each) => [each.number, each]));
      const shown = workflows.flatMap(({ id, pullRequest }): [string, PullRequestStatus][] => {
        const state = found.get(pullRequest?.number ?? 0);
        return state === undefined ? [] : [[id, state]];
      });
      status.setState((before) => ({
        pullRequests: { ...before.pullRequests, ...Object.fromEntries(shown) },
      }));
      return true;
    },
  };
}
