import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { createDiffDesk, type Diffs } from "../../source/orchestrator/diff-desk.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { branchWithWorktree, removeSandboxes, sandbox, write } from "../git/sandboxes.ts";
import { fakeSession } from "../support/fake-session.ts";
import { running } from "../support/scripted-workflow.ts";

removeSandboxes();

async function prepared(count = 1) {
  const made = await sandbox();
  const session = fakeSession();
  const workflows: Workflow[] = [];
  for (let issue = 1; issue <= count; issue++) {
    const branchName = `${issue}-x`;
    const worktreePath = await branchWithWorktree(made, branchName);
    workflows.push({ ...running(issue).workflow, branchName, worktreePath, baseBranch: "main" });
  }
  session.show(workflows);
  const diffs = createStore<Diffs>(() => ({}));
  const desk = createDiffDesk({ store: session.store, repository: made.repository }, diffs);
  return { ...made, diffs, desk, worktree: workflows[0]?.worktreePath ?? "" };
}

it("reads a diff once, again when something has moved, and not otherwise", async () => {
  const { diffs, desk, worktree } = await prepared();
  const seen: unknown[] = [];
  diffs.subscribe(({ w1 }) => seen.push(w1?.diff?.files.map(({ path, added }) => `${path} ${added}`)));
  await Promise.all([desk.load("w1"), desk.load("w1")]);
  await desk.load("w1");
  write(worktree, "a.txt", "one\n");
  await desk.load("w1");
  await desk.load("w1");
  write(worktree, "a.txt", "one\ntwo\n");
  await desk.load("w1");
  expect(seen).toEqual([[], ["a.txt 1"], ["a.txt 2"]]);
});

it("says why it cannot be read, once, keeps what it had, and mends", async () => {
  const { diffs, desk, git, worktree } = await prepared();
  await desk.load("w1");
  const before = diffs.getState().w1?.diff;
  await git("worktree", "remove", "--force", worktree);
  await git("branch", "--delete", "--force", "1-x");
  await desk.load("w1");
  const failed = diffs.getState().w1;
  expect(failed?.problem).toMatch(/git .*failed/);
  expect(failed?.diff).toBe(before);
  await desk.load("w1");
  expect(diffs.getState().w1).toBe(failed);
  await git("branch", "1-x");
  await desk.load("w1");
  expect(diffs.getState().w1).toMatchObject({ problem: null, diff: { committedOnly: true } });
});

it("keeps the last three", async () => {
  const { diffs, desk } = await prepared(4);
  for (const id of ["w1", "w2", "w3", "w4"]) await desk.load(id);
  expect(Object.keys(diffs.getState())).toEqual(["w2", "w3", "w4"]);
});
