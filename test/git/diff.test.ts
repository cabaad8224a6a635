import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changedFiles, diffAgainstBase } from "../../source/git/diff.ts";
import { branchWithWorktree, pushFromElsewhere, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

async function prepared() {
  const made = await sandbox({ remote: true });
  write(made.repo, "moved.txt", "a line that stays\n".repeat(20));
  await made.git("add", "--all");
  await made.git("commit", "--quiet", "-m", "more");
  await made.git("push", "--quiet", "origin", "main");
  const worktree = await branchWithWorktree(made, "1-x");
  return { ...made, worktree, wt: (...args: string[]) => made.git("-C", worktree, ...args) };
}

describe("the diff against the base", () => {
  it("holds committed, staged, unstaged and untracked work, and leaves the index alone", async () => {
    const { worktree, wt } = await prepared();
    write(worktree, "committed.txt", "committed");
    await wt("add", "--all");
    await wt("commit", "--quiet", "-m", "work");
    write(worktree, "staged.txt", "staged");
    await wt("add", "--all");
    write(worktree, "README.md", "unstaged");
    write(worktree, "untracked/-rf 🚀.txt", "untracked");
    const before = await wt("status", "--porcelain");
    const patch = await diffAgainstBase(worktree, { base: "main" });
    for (const word of ["+committed", "+staged", "+unstaged", "+untracked"]) expect(patch).toContain(word);
    expect(await wt("status", "--porcelain")).toBe(before);
  });

  it("starts where the branch left its base, though the base moved on and the local one lags behind", async () => {
    const made = await prepared();
    await pushFromElsewhere(made, "main", "theirs.txt", "theirs");
    await made.wt("fetch", "--quiet");
    await made.wt("merge", "--quiet", "--ff-only", "origin/main");
    await pushFromElsewhere(made, "main", "later.txt", "later");
    await made.wt("fetch", "--quiet");
    write(made.worktree, "mine.txt", "mine");
    expect((await changedFiles(made.worktree, { base: "main" })).map((file) => file.path)).toEqual([
      "mine.txt",
    ]);
  });

  it("is not bent by the user's diff settings", async () => {
    const { worktree, wt } = await prepared();
    for (const [key, value] of Object.entries({
      "diff.noprefix": "true",
      "color.ui": "always",
      "diff.external": "false",
    })) {
      await wt("config", key, value);
    }
    write(worktree, "README.md", "changed\n");
    expect(await diffAgainstBase(worktree, { base: "main" })).toMatch(
      /^diff --git a\/README.md b\/README.md\n/,
    );
  });

  it("cuts an endless diff and says so", async () => {
    const { worktree } = await prepared();
    writeFileSync(join(worktree, "huge.txt"), `${"x".repeat(99)}\n`.repeat(30_000));
    const patch = await diffAgainstBase(worktree, { base: "main" });
    expect(patch.length).toBeLessThan(2.1 * 1024 * 1024);
    expect(patch).toMatch(/x\n… the rest of the diff is not shown\n$/);
  });

  it("counts lines per file and tells renames, deletions and binary files", async () => {
    const { worktree } = await prepared();
    renameSync(join(worktree, "moved.txt"), join(worktree, "new name\n.txt"));
    rmSync(join(worktree, "README.md"));
    writeFileSync(join(worktree, "binary"), Buffer.from([0, 1, 2]));
    expect(await changedFiles(worktree, { base: "main" })).toEqual([
      { path: "README.md", renamedFrom: null, added: 0, deleted: 1 },
      { path: "binary", renamedFrom: null, added: null, deleted: null },
      { path: "new name\n.txt", renamedFrom: "moved.txt", added: 0, deleted: 0 },
    ]);
  });

  it("is empty for an untouched branch", async () => {
    const { worktree } = await prepared();
    expect(await diffAgainstBase(worktree, { base: "main" })).toBe("");
    expect(await changedFiles(worktree, { base: "main" })).toEqual([]);
  });
});
