import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BranchDiff, branchDiff, type DiffSubject, diffStamp } from "../../source/git/diff.ts";
import type { FileDiff } from "../../source/git/patch.ts";
import { branchWithWorktree, pushFromElsewhere, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

async function prepared() {
  const made = await sandbox({ remote: true });
  write(made.repo, "moved.txt", "a line that stays\n".repeat(20));
  write(made.repo, "steps.txt", Array.from({ length: 40 }, (_, n) => `step ${n}\n`).join(""));
  await made.git("add", "--all");
  await made.git("commit", "--quiet", "-m", "more");
  await made.git("push", "--quiet", "origin", "main");
  const worktree = await branchWithWorktree(made, "1-x");
  const subject: DiffSubject = { worktree, branch: "1-x", base: "main", repository: made.repo };
  return { ...made, worktree, subject, wt: (...args: string[]) => made.git("-C", worktree, ...args) };
}

const fileOf = ({ files }: BranchDiff, path: string): FileDiff | undefined =>
  files.find((file) => file.path === path);
const linesOf = (diff: BranchDiff) => diff.files.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines));

describe("the diff against the base", () => {
  it("holds committed, staged, unstaged and untracked work, marks what is uncommitted, and leaves the index alone", async () => {
    const { worktree, wt, subject } = await prepared();
    write(worktree, "committed.txt", "committed");
    await wt("add", "--all");
    await wt("commit", "--quiet", "-m", "work");
    write(worktree, "staged.txt", "staged");
    await wt("add", "--all");
    write(worktree, "README.md", "unstaged");
    write(worktree, "untracked/-rf 🚀.txt", "untracked");
    const before = await wt("status", "--porcelain");
    const diff = await branchDiff(subject);
    expect(linesOf(diff)).toEqual(
      expect.arrayContaining(["+committed", "+staged", "+unstaged", "+untracked"]),
    );
    expect(diff.uncommitted).toEqual(["README.md", "staged.txt", "untracked/-rf 🚀.txt"]);
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
    expect((await branchDiff(made.subject)).files.map((file) => file.path)).toEqual(["mine.txt"]);
  });

  it("is not bent by the user's diff settings, and runs no program of theirs", async () => {
    const { worktree, wt, subject, root } = await prepared();
    write(worktree, "steps.txt", "\nstep 0\n\nstep 2\n");
    const expected = await branchDiff(subject);
    write(root, "order", "steps.txt\n");
    for (const [key, value] of Object.entries({
      "diff.noprefix": "true",
      "diff.mnemonicPrefix": "true",
      "diff.external": "false",
      "diff.context": "9",
      "diff.suppressBlankEmpty": "true",
      "diff.orderFile": join(root, "order"),
      "diff.renames": "false",
      "color.ui": "always",
      "core.quotePath": "true",
      "diff.shout.textconv": "false",
    }))
      await wt("config", key, value);
    await wt("config", "core.attributesFile", join(root, "attributes"));
    write(root, "attributes", "*.txt diff=shout\n");
    expect(await branchDiff(subject)).toEqual(expected);
    expect(linesOf(expected)).toContain(" step 0");
  });

  it("cuts an endless diff and says so; the counts are whole", async () => {
    const { worktree, subject } = await prepared();
    writeFileSync(join(worktree, "huge.txt"), `${"x".repeat(99)}\n`.repeat(60_000));
    const diff = await branchDiff(subject);
    expect(diff.isCut).toBe(true);
    const file = fileOf(diff, "huge.txt");
    expect(file?.added).toBe(60_000);
    const shown = file?.hunks[0]?.lines ?? [];
    expect(shown.length).toBeGreaterThan(30_000);
    expect(shown.length).toBeLessThan(60_000);
    expect(new Set(shown)).toEqual(new Set([`+${"x".repeat(99)}`]));
  });

  it("numbers the hunks and names their place", async () => {
    const { worktree, subject } = await prepared();
    const lines = Array.from({ length: 40 }, (_, n) => `step ${n}\n`);
    lines[4] = "changed\n";
    lines[30] = "changed\nand one more\n";
    write(worktree, "steps.txt", lines.join(""));
    const { hunks, added, deleted } = fileOf(await branchDiff(subject), "steps.txt") ?? { hunks: [] };
    expect(hunks.map(({ oldStart, newStart, lines }) => [oldStart, newStart, lines.length])).toEqual([
      [2, 2, 8],
      [28, 28, 9],
    ]);
    expect([added, deleted]).toEqual([3, 2]);
  });

  it("tells renames, deletions, binary files, rights, links and an absent last newline", async () => {
    const { worktree, subject } = await prepared();
    renameSync(join(worktree, "moved.txt"), join(worktree, 'new "name"\n\té.txt'));
    rmSync(join(worktree, "README.md"));
    writeFileSync(join(worktree, "binary"), Buffer.from([0, 1, 2]));
    chmodSync(join(worktree, "steps.txt"), 0o755);
    symlinkSync("/etc/passwd", join(worktree, "link"));
    const diff = await branchDiff(subject);
    const told = diff.files.map(({ path, change, renamedFrom, added, deleted, modes }) =>
      [change, path, renamedFrom, added, deleted, ...modes].join("|"),
    );
    expect(told).toEqual([
      "deleted|README.md||0|1|100644|000000",
      "added|binary||||000000|100644",
      "added|link||1|0|000000|120000",
      'renamed|new "name"\n\té.txt|moved.txt|0|0|100644|100644',
      "modified|steps.txt||0|0|100644|100755",
    ]);
    expect(fileOf(diff, "link")?.hunks[0]?.lines).toEqual(["+/etc/passwd", "\\ No newline at end of file"]);
  });

  it("takes neither a name nor a line for the head of something else", async () => {
    const { worktree, subject } = await prepared();
    const nasty = "@@ -1 +1 @@\ndiff --git a/README.md b/README.md\n--- a/x\n+++ b/x\n";
    write(worktree, "x b\ndiff --git a/README.md b/README.md\n@@ -1 +1 @@", nasty);
    write(worktree, "a b/steps.txt b", nasty);
    const diff = await branchDiff(subject);
    expect(diff.files).toHaveLength(2);
    for (const { added, hunks } of diff.files) {
      expect(added).toBe(4);
      expect(hunks.map(({ lines }) => lines)).toEqual([
        nasty
          .trimEnd()
          .split("\n")
          .map((line) => `+${line}`),
      ]);
    }
  });

  it("has both halves of a file that became a link", async () => {
    const { worktree, subject } = await prepared();
    rmSync(join(worktree, "moved.txt"));
    symlinkSync("steps.txt", join(worktree, "moved.txt"));
    const file = fileOf(await branchDiff(subject), "moved.txt");
    expect(file).toMatchObject({ change: "retyped", modes: ["100644", "120000"] });
    expect(file?.hunks.map(({ lines }) => lines.length)).toEqual([20, 2]);
  });

  it("is empty for an untouched branch", async () => {
    const { subject } = await prepared();
    expect(await branchDiff(subject)).toMatchObject({ files: [], uncommitted: [], isCut: false });
  });

  it("shows what is committed where the worktree is gone", async () => {
    const { worktree, wt, subject, git } = await prepared();
    write(worktree, "committed.txt", "committed\n");
    await wt("add", "--all");
    await wt("commit", "--quiet", "-m", "work");
    await git("worktree", "remove", "--force", worktree);
    const diff = await branchDiff(subject);
    expect(diff).toMatchObject({ committedOnly: true, uncommitted: [] });
    expect(linesOf(diff)).toEqual(["+committed"]);
  });
});

describe("the stamp of a diff", () => {
  it("stays while nothing moves, and is another after a change, another change of the same file, and a commit", async () => {
    const { worktree, wt, subject, git } = await prepared();
    const seen = [await diffStamp(subject)];
    expect(await diffStamp(subject)).toBe(seen[0]);
    const moved = async () => {
      const stamp = await diffStamp(subject);
      expect(seen).not.toContain(stamp);
      seen.push(stamp);
    };
    write(worktree, "new folder/a b.txt", "one");
    await moved();
    write(worktree, "new folder/a b.txt", "three");
    await moved();
    write(worktree, "README.md", "changed");
    await moved();
    write(worktree, "README.md", "changed again");
    await moved();
    await wt("add", "--all");
    await wt("commit", "--quiet", "-m", "work");
    await moved();
    await git("worktree", "remove", worktree);
    await moved();
  });
});
