import type { ChangedIssue, Poll, Watch } from "../tracker/tracker.ts";
import type { Timestamp, Workflow } from "../workflow/state.ts";
import { applyComments, type Judgement } from "./issue-comments.ts";
import type { Workspace } from "./workspace.ts";

/** What has come of the watched issues, and which of their comments are still to be judged. */
export interface IssueWatch {
  /** What to ask, in this order: what broke off the last look comes last, so that it is no obstacle to the others. */
  watches(numbers: Iterable<number>): Watch[];
  /** Remembers which issue broke off a look. */
  noteFailures(poll: Poll): void;
  /** @returns `true` when something has moved there since it was last fetched */
  take(changed: ChangedIssue): boolean;
  /** Judges what has come, and what could not be judged before. @returns what kept it from that */
  judge(byIssue: ReadonlyMap<number, Workflow>, signal: AbortSignal): Promise<unknown[]>;
}

export function watchIssues(workspace: Workspace): IssueWatch {
  /** Looked at so far: nothing new can come under the same time. */
  const seen = new Map<number, Timestamp>();
  const fetched = new Map<number, Timestamp>();
  /** To be judged, also where nothing moves any more: what was fetched once is not asked for again. */
  const kept = new Map<number, ChangedIssue>();

  const obstacles = new Set<number>();
  const rank = ({ number }: Watch) => (obstacles.has(number) ? 1 : 0);

  return {
    watches(numbers) {
      const watches = [...numbers].map((number) => ({ number, since: seen.get(number) ?? null }));
      return watches.sort((one, other) => rank(one) - rank(other));
    },
    noteFailures({ failed, brokenOff }) {
      const first = failed.find(({ error }) => error === brokenOff);
      if (first !== undefined) obstacles.add(first.number);
    },
    take(changed) {
      const { number, updatedAt } = changed.issue;
      obstacles.delete(number);
      const hasMoved = fetched.get(number) !== updatedAt;
      fetched.set(number, updatedAt);
      kept.set(number, changed);
      if (changed.isSettled) seen.set(number, updatedAt);
      return hasMoved;
    },
    async judge(byIssue, signal) {
      const problems: unknown[] = [];
      for (const [number, { comments }] of kept) {
        if (signal.aborted) break;
        const id = byIssue.get(number)?.id;
        try {
          const { next, problem } =
            id === undefined ? NOT_WATCHED : await applyComments(workspace, id, comments, signal);
          if (problem !== null) problems.push(problem);
          if (next !== "again") kept.delete(number);
          if (next === "outdated") seen.delete(number);
        } catch (error) {
          // One issue's trouble does not keep the others' comments from being judged.
          problems.push(error);
        }
      }
      return problems;
    },
  };
}

const NOT_WATCHED: Judgement = { next: "done", problem: null };
