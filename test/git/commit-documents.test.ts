import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UnsafePathError, WrongBranchError } from "../../source/git/errors.ts";
import { commitDocuments, initializePlans } from "../../source/git/plans.ts";
import { branchWithWorktree, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

const FACTS = { issue: 7, title: "Add login", url: null, branch: "7-add-login", date: "2026-03-01" };

async function prepared() {
  const made = await sandbox();
  const worktree = await branchWithWorktree(made, "7-add-login");
  const git = (...args: string[]) => made.git("-C", worktree, ...args);
  const commit = (message = "docs(7): specification") =>
    commitDocuments(worktree, { issue: 7, branch: "7-add-login", message });
  return { ...made, worktree, git, commit };
}

describe("committing the documents", () => {
  it("commits them and leaves everything else, staged or not, as it was", async () => {
    const { worktree, git, commit } = await prepared();
    await initializePlans(worktree, FACTS);
    write(worktree, ".plans/7/specs/spec.md", "words");
    write(worktree, ".plans/7/state.json", "{}");
    write(worktree, ".plans/7/journal.ndjson", "{}");
    write(worktree, ".plans/7/runs/1/output.ndjson", "{}");
    write(worktree, "code.ts", "staged");
    write(worktree, "README.md", "changed");
    await git("add", "code.ts", ".plans/7/state.json");
    const { revision, documents } = await commit();
    expect(documents).toEqual([".plans/7/specs/spec.md"]);
    expect(revision).toBe(await git("rev-parse", "HEAD"));
    expect(await git("show", "--name-only", "--format=%s", "HEAD")).toBe(
      "docs(7): specification\n\n.plans/7/specs/spec.md",
    );
    expect((await git("status", "--porcelain", "--untracked-files=all")).split("\n")).toEqual([
      "A  .plans/7/state.json",
      " M README.md",
      "A  code.ts",
      "?? .plans/7/journal.ndjson",
      "?? .plans/7/runs/1/output.ndjson",
    ]);
  });

  it("takes changed, deleted, renamed, ignored and staged documents as they are on disk", async () => {
    const { worktree, git, commit } = await prepared();
    await initializePlans(worktree, FACTS);
    for (const name of ["changed", "deleted", "folder"]) write(worktree, `.plans/7/specs/${name}`, "one");
    await commit();
    write(worktree, ".plans/7/specs/changed", "staged");
    await git("add", "--all");
    write(worktree, ".plans/7/specs/changed", "two");
    rmSync(join(worktree, ".plans/7/specs/deleted"));
    rmSync(join(worktree, ".plans/7/specs/folder"));
    write(worktree, ".plans/7/specs/folder/inner.md", "now a folder");
    write(worktree, ".gitignore", "*.log\n.plans\n");
    write(worktree, ".plans/7/plans/hidden.log", "hidden");
    await commit();
    expect(await git("show", "HEAD:.plans/7/specs/changed")).toBe("two");
    expect(
      (await git("ls-tree", "-r", "--name-only", "HEAD", ".plans/7/specs", ".plans/7/plans")).split("\n"),
    ).toEqual([
      ".plans/7/plans/.gitkeep",
      ".plans/7/plans/hidden.log",
      ".plans/7/specs/.gitkeep",
      ".plans/7/specs/changed",
      ".plans/7/specs/folder/inner.md",
    ]);
  });

  it("gives HEAD when there is nothing to commit, also after the agent committed itself", async () => {
    const { worktree, git, commit } = await prepared();
    await initializePlans(worktree, FACTS);
    write(worktree, ".plans/7/specs/spec.md", "words");
    await git("add", "--all");
    await git("commit", "--quiet", "-m", "the agent's own");
    const head = await git("rev-parse", "HEAD");
    expect(await commit()).toEqual({ revision: head, documents: [".plans/7/specs/spec.md"] });
    expect(await git("rev-parse", "HEAD")).toBe(head);
  });

  it("runs no commit hook and no editor", async () => {
    const { worktree, repo, git, commit } = await prepared();
    for (const hook of ["pre-commit", "commit-msg", "prepare-commit-msg"]) {
      write(repo, `.git/hooks/${hook}`, "#!/bin/sh\nexit 1\n");
      chmodSync(join(repo, ".git/hooks", hook), 0o755);
    }
    await initializePlans(worktree, FACTS);
    write(worktree, ".plans/7/specs/spec.md", "words");
    const { revision } = await commit("-m looks like an option\n\n# a line that is no comment");
    expect(await git("log", "-1", "--format=%B", revision)).toBe(
      "-m looks like an option\n\n# a line that is no comment\n",
    );
  });

  it.each(["documents:staged", "documents:commit-written", "documents:committed"])(
    "is repaired after a crash at %s",
    async (point) => {
      const { worktree, git, commit } = await prepared();
      await initializePlans(worktree, FACTS);
      write(worktree, ".plans/7/specs/spec.md", "words");
      const checkpoint = (name: string) => {
        if (name === point) throw new Error("crash");
      };
      await expect(
        commitDocuments(worktree, { issue: 7, branch: "7-add-login", message: "m", checkpoint }),
      ).rejects.toThrow("crash");
      await commit("m");
      expect(await git("rev-list", "--count", "main..HEAD")).toBe("2");
      expect(await git("status", "--porcelain")).toBe("");
    },
  );

  it("loses no commit that comes in between", async () => {
    const { worktree, git } = await prepared();
    await initializePlans(worktree, FACTS);
    write(worktree, ".plans/7/specs/spec.md", "words");
    let interfered = false;
    const checkpoint = (name: string) => {
      if (name !== "documents:commit-written" || interfered) return;
      interfered = true;
      execFileSync("git", ["commit", "--quiet", "--allow-empty", "--only", "-m", "in between"], {
        cwd: worktree,
      });
    };
    await commitDocuments(worktree, { issue: 7, branch: "7-add-login", message: "mine", checkpoint });
    expect(await git("log", "--format=%s", "main..HEAD")).toBe(
      "mine\nin between\nchore(7): initialize plans",
    );
  });

  it("works in the middle of the agent's merge", async () => {
    const { worktree, git, commit } = await prepared();
    await initializePlans(worktree, FACTS);
    const side = await git("commit-tree", "-p", "main", "-m", "side", "main^{tree}");
    await git("merge", "--quiet", "--no-commit", "--no-ff", side);
    write(worktree, ".plans/7/specs/spec.md", "words");
    expect((await commit()).documents).toEqual([".plans/7/specs/spec.md"]);
    await git("rev-parse", "--verify", "MERGE_HEAD");
  });

  it("refuses another branch and a detached HEAD, naming the way back", async () => {
    const { worktree, git, commit } = await prepared();
    await git("checkout", "--quiet", "-b", "astray");
    const error = await commit().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(WrongBranchError);
    expect(error).toMatchObject({ expected: "7-add-login", actual: "astray", worktree });
    expect(error.remedy).toContain("switch 7-add-login");
    await git("checkout", "--quiet", "--detach");
    await expect(commit()).rejects.toMatchObject({ actual: null });
    await expect(initializePlans(worktree, FACTS)).rejects.toBeInstanceOf(WrongBranchError);
  });

  it.each(["specs", "README.md", "specs/deep/leak.md", "specs/dangling.md"])(
    "refuses a link out of the worktree at %s",
    async (name) => {
      const { worktree, root, git, commit } = await prepared();
      await initializePlans(worktree, FACTS);
      write(root, "secrets/key", "secret");
      const link = join(worktree, ".plans/7", name);
      rmSync(link, { recursive: true, force: true });
      mkdirSync(join(link, ".."), { recursive: true });
      symlinkSync(name.includes("dangling") ? "../../../../nowhere" : join(root, "secrets"), link);
      const head = await git("rev-parse", "HEAD");
      await expect(commit()).rejects.toBeInstanceOf(UnsafePathError);
      expect(await git("rev-parse", "HEAD")).toBe(head);
    },
  );

  it("waits for a lock of another git process", async () => {
    const { worktree, git, commit } = await prepared();
    await initializePlans(worktree, FACTS);
    write(worktree, ".plans/7/specs/spec.md", "words");
    const lock = await git("rev-parse", "--path-format=absolute", "--git-path", "index.lock");
    writeFileSync(lock, "");
    const committing = commit();
    setTimeout(() => rmSync(lock), 400);
    expect((await committing).documents).toHaveLength(1);
  });
});
