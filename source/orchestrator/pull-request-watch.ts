import type { StoreApi } from "zustand/vanilla";
import type { PullRequestStatus } from "../tracker/tracker.ts";
import type { Workflow } from "../workflow/state.ts";
import type { SessionStatus } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/** Checks take minutes; the quota is not spent on them. In milliseconds. */
const EVERY_MS = 180_000;

export interface PullRequestWatch {
  /** Asks what has become of the pull requests, where it is time. */
  look(): Promise<void>;
  /** Is there one that may still change? */
  isNeeded(): boolean;
}

export function watchPullRequests(
  { store, tracker, now }: Workspace,
  status: StoreApi<SessionStatus>,
): PullRequestWatch {
  let lookedAt = 0;
  const asked = new Set<string>();

  function open(): Workflow[] {
    const known = status.getState().pullRequests;
    return Object.values(store.getState().workflows).filter(
      ({ id, pullRequest }) => pullRequest !== null && (known[id]?.state ?? "open") === "open",
    );
  }

  return {
    isNeeded: () => tracker.pullRequests !== null && open().length > 0,
    async look() {
      const workflows = open();
      const isNew = workflows.some(({ id }) => !asked.has(id));
      const time = now().getTime();
      if (tracker.pullRequests === null || workflows.length === 0) return;
      if (!isNew && time - lookedAt < EVERY_MS) return;
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
    },
  };
}
