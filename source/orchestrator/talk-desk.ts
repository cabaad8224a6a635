import type { StoreApi } from "zustand/vanilla";
import type { Comment } from "../tracker/tracker.ts";
import { describeError } from "../workflow/errors.ts";
import type { Timestamp } from "../workflow/state.ts";
import type { Talk } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/** Where nobody polls for us, comments this old are asked for again. In milliseconds. */
const OLD_MS = 30_000;

/** Keeps the comments that the screen shows, so that nothing is fetched twice. */
export interface TalkDesk {
  /** The comments have come by the way. */
  put(id: string, comments: readonly Comment[], updatedAt: Timestamp): void;
  /** The issue was looked at, and stands like this. */
  glance(id: string, updatedAt: Timestamp): void;
  /** Brings the comments of a workflow, unless they are there and nothing has moved. */
  load(id: string): void;
}

interface Known {
  /** The issue's `updatedAt` when its comments were fetched; `null` where that is not known. */
  readonly fetchedAs: Timestamp | null;
  readonly fetchedAt: number;
}

export function createTalkDesk(
  { store, tracker }: Pick<Workspace, "store" | "tracker">,
  talk: StoreApi<Readonly<Record<string, Talk>>>,
): TalkDesk {
  const known = new Map<string, Known>();
  const glances = new Map<string, Timestamp>();
  const loading = new Set<string>();

  function show(id: string, change: Partial<Talk>): void {
    talk.setState((all) => {
      const before = all[id] ?? { comments: null, problem: null };
      const after = { ...before, ...change };
      return after.comments === before.comments && after.problem === before.problem
        ? all
        : { ...all, [id]: after };
    });
  }

  function isFresh(id: string): boolean {
    const last = known.get(id);
    if (last === undefined) return false;
    const glance = glances.get(id);
    return glance === undefined ? Date.now() - last.fetchedAt < OLD_MS : glance === last.fetchedAs;
  }

  async function fetchTalk(id: string, issue: number): Promise<void> {
    const fetchedAs = glances.get(id) ?? null;
    try {
      const comments = await tracker.listComments(issue);
      known.set(id, { fetchedAs, fetchedAt: Date.now() });
      show(id, { comments, problem: null });
    } catch (error) {
      show(id, { problem: describeError(error).message });
    } finally {
      loading.delete(id);
    }
  }

  return {
    put(id, comments, updatedAt) {
      glances.set(id, updatedAt);
      known.set(id, { fetchedAs: updatedAt, fetchedAt: Date.now() });
      show(id, { comments, problem: null });
    },
    glance: (id, updatedAt) => void glances.set(id, updatedAt),
    load(id) {
      const issue = store.getState().workflows[id]?.issueNumber ?? null;
      if (issue === null || loading.has(id) || isFresh(id)) return;
      loading.add(id);
      void fetchTalk(id, issue);
    },
  };
}
