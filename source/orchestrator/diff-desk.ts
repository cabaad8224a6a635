import type { StoreApi } from "zustand/vanilla";
import { type BranchDiff, branchDiff, type DiffSubject, diffStamp } from "../git/diff.ts";
import { describeError } from "../workflow/errors.ts";
import type { Workflow } from "../workflow/state.ts";
import type { Workspace } from "./workspace.ts";

export type { BranchDiff } from "../git/diff.ts";
export type { FileDiff, Hunk } from "../git/patch.ts";

/** What a workflow's branch changes, as far as it is known. */
export interface ShownDiff {
  /** `null` until it has been read. */
  readonly diff: BranchDiff | null;
  /** Why it cannot be shown, or is not the newest; `null` where it is. */
  readonly problem: string | null;
}

export type Diffs = Readonly<Record<string, ShownDiff>>;

/** Diffs can be large: so many are kept, the last ones looked at. */
const KEPT = 3;

/** Keeps the diffs that the screen shows, and reads one again only where something has moved. */
export function createDiffDesk(
  { store, repository }: Pick<Workspace, "store" | "repository">,
  diffs: StoreApi<Diffs>,
) {
  /** What the kept ones were read at. */
  const stamps = new Map<string, string>();
  const looks = new Map<string, Promise<void>>();

  function show(id: string, shown: ShownDiff): void {
    const { [id]: _before, ...others } = diffs.getState();
    const kept = Object.entries(others).slice(1 - KEPT);
    for (const known of stamps.keys())
      if (known !== id && !kept.some(([other]) => other === known)) stamps.delete(known);
    diffs.setState({ ...Object.fromEntries(kept), [id]: shown }, true);
  }

  async function look(id: string, subject: DiffSubject): Promise<void> {
    const before = diffs.getState()[id] ?? { diff: null, problem: null };
    try {
      const stamp = await diffStamp(subject);
      if (before.diff !== null && before.problem === null && stamps.get(id) === stamp) return;
      const diff = await branchDiff(subject);
      stamps.set(id, stamp);
      show(id, { diff, problem: null });
    } catch (error) {
      const problem = describeError(error).message;
      if (problem !== before.problem) show(id, { diff: before.diff, problem });
    } finally {
      looks.delete(id);
    }
  }

  return {
    /** Brings the diff of a workflow, unless it is there and nothing has moved; settles when that is clear. */
    load(id: string): Promise<void> {
      const workflow = store.getState().workflows[id];
      const subject = workflow === undefined ? null : subjectOf(workflow, repository.root);
      if (subject === null) return Promise.resolve();
      const begun = looks.get(id) ?? look(id, subject);
      looks.set(id, begun);
      return begun;
    },
  };
}

/** `null` where there is no branch yet. A worktree that is being made is not looked at. */
export function subjectOf(
  { branchName, baseBranch, worktreePath }: Workflow,
  repository: string,
): DiffSubject | null {
  if (branchName === null || worktreePath === null) return null;
  return { worktree: worktreePath, branch: branchName, base: baseBranch ?? "HEAD", repository };
}
