import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  deleteBranch,
  inspectWorktree,
  removeWorktree,
  UncommittedWorkError,
  UnmergedBranchError,
  WorktreeLockedError,
} from "../../source/git/cleanup.ts";
import { UnsafePathError } from "../../source/git/errors.ts";
import { pushBranch } from "../../source/git/remote.ts";
import { BranchInUseError } from "../../source/git/worktree.ts";
import { branchWithWorktree, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

async function prepared({ remote = false } = {}) {
  const made = await sandbox({ remote });
  const path = await branchWithWorktree(made, "1-x");
  const wt = (...args: string[]) => made.git("-C", path, ...args);
  const inspect = () =>
    inspectWorktree(made.repository, { path, branch: "1-x", remote: remote ? "origin" : null, base: "main" });
  const remove = (force = false) => removeWorktree(made.repository, { path, force });
  return { ...made, path, wt, inspect, remove };
}

describe("inspecting a worktree", () => {
  it("finds nothing to lose in a fresh one, and none where there is none", async () => {
    const { inspect, path } = await prepared();
    expect(await inspect()).toEqual({ exists: true, uncommitted: [], unpushed: 0, locked: false });
    rmSync(path, { recursive: true });
    expect(await inspect()).toMatchObject({ exists: false, uncommitted: [], unpushed: 0 });
  });

  it("names changed, staged, deleted and untracked paths, odd ones too", async () => {
    const { inspect, path, wt } = await prepared();
    write(path, "staged", "x");
    await wt("add", "staged");
    rmSync(join(path, "README.md"));
    write(path, 'new/-rf "\n🚀', "x");
    expect((await inspect()).uncommitted).toEqual(["README.md", "staged", 'new/-rf "\n🚀']);
  });

  it("counts commits that are on no remote, of a detached HEAD too", async () => {
    const { inspect, path, wt } = await prepared({ remote: true });
    await wt("commit", "--quiet", "--allow-empty", "-m", "one");
    expect((await inspect()).unpushed).toBe(1);
    await pushBranch(path, { remote: "origin", branch: "1-x" });
    expect((await inspect()).unpushed).toBe(0);
    await wt("checkout", "--quiet", "--detach");
    await wt("commit", "--quiet", "--allow-empty", "-m", "two");
    expect((await inspect()).unpushed).toBe(1);
  });

  it("counts commits that are not in the base where there is no remote", async () => {
    const { inspect, wt, git } = await prepared();
    await wt("commit", "--quiet", "--allow-empty", "-m", "one");
    expect((await inspect()).unpushed).toBe(1);
    await git("merge", "--quiet", "--ff-only", "1-x");
    expect((await inspect()).unpushed).toBe(0);
  });

  it("tells a lock", async () => {
    const { inspect, git, path } = await prepared();
    await git("worktree", "lock", path);
    expect((await inspect()).locked).toBe(true);
  });
});

describe("removing a worktree", () => {
  it("removes a clean one and has nothing to do the second time", async () => {
    const { remove, path, git } = await prepared();
    await remove();
    await remove();
    expect(existsSync(path)).toBe(false);
    expect(await git("worktree", "list", "--porcelain")).not.toContain(path);
  });

  it("keeps one with uncommitted work unless it is forced", async () => {
    const { remove, path } = await prepared();
    write(path, "new", "x");
    const error = await remove().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UncommittedWorkError);
    expect(error.files).toEqual(["new"]);
    expect(existsSync(join(path, "new"))).toBe(true);
    await remove(true);
    expect(existsSync(path)).toBe(false);
  });

  it("keeps one that somebody locked, forced or not", async () => {
    const { remove, path, git } = await prepared();
    await git("worktree", "lock", "--reason", "mine", path);
    for (const force of [false, true])
      await expect(remove(force)).rejects.toBeInstanceOf(WorktreeLockedError);
    expect(existsSync(path)).toBe(true);
  });

  it("removes a half-made one by force, and what is left of a deleted one", async () => {
    const one = await prepared();
    writeFileSync(join(one.repo, ".git/worktrees/project-1-x/locked"), "initializing");
    await one.remove(true);
    expect(existsSync(one.path)).toBe(false);
    const other = await prepared();
    rmSync(other.path, { recursive: true });
    await other.remove();
    expect(await other.git("worktree", "list", "--porcelain")).not.toContain(other.path);
  });

  it("never touches the main checkout or a folder that is no worktree of this repository", async () => {
    const { repository, root, repo, path } = await prepared();
    const stranger = join(root, "stranger");
    write(stranger, "file", "x");
    const inside = join(path, "sub");
    mkdirSync(inside);
    const link = join(root, "link-to-stranger");
    symlinkSync(stranger, link);
    const foreign = await prepared();
    for (const target of [repo, join(repo, ".git"), root, stranger, inside, link, foreign.path]) {
      await expect(removeWorktree(repository, { path: target, force: true })).rejects.toBeInstanceOf(
        UnsafePathError,
      );
      expect(existsSync(target)).toBe(true);
    }
  });

  it("does not follow links out of it", async () => {
    const { remove, root, path } = await prepared();
    write(root, "precious/file", "x");
    symlinkSync(join(root, "precious"), join(path, "link"));
    await remove(true);
    expect(existsSync(join(root, "precious/file"))).toBe(true);
  });
});

describe("deleting a branch", () => {
  it("deletes a merged one, refuses an unmerged one unless forced, and may be repeated", async () => {
    const { repository, remove, wt, git } = await prepared();
    await wt("commit", "--quiet", "--allow-empty", "-m", "one");
    await remove();
    const unforced = deleteBranch(repository, { branch: "1-x", force: false });
    await expect(unforced).rejects.toBeInstanceOf(UnmergedBranchError);
    await deleteBranch(repository, { branch: "1-x", force: true });
    await deleteBranch(repository, { branch: "1-x", force: true });
    expect(await git("for-each-ref", "refs/heads/1-x")).toBe("");
    await git("branch", "2-merged");
    await deleteBranch(repository, { branch: "2-merged", force: false });
    expect(await git("for-each-ref", "refs/heads/2-merged")).toBe("");
  });

  it("refuses a branch that is checked out, forced or not, and reads no name as an option", async () => {
    const { repository, git } = await prepared();
    for (const branch of ["1-x", "main"]) {
      await expect(deleteBranch(repository, { branch, force: true })).rejects.toBeInstanceOf(
        BranchInUseError,
      );
    }
    const before = await git("for-each-ref");
    await deleteBranch(repository, { branch: "--all", force: true });
    expect(await git("for-each-ref")).toBe(before);
  });
});
