import { renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PlanRevisionMissingError, planChange } from "../../source/git/plan-revision.ts";
import { commitDocuments, initializePlans } from "../../source/git/plans.ts";
import { pushBranch, RemoteUnreachableError } from "../../source/git/remote.ts";
import { branchWithWorktree, pushFromElsewhere, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

const BRANCH = "7-plan";
const SPEC = ".plans/7/specs/spec.md";

/** A plan that was committed and pushed, as it is when the gate opens. */
async function reviewed({ remote = true } = {}) {
  const made = await sandbox({ remote });
  const worktree = await branchWithWorktree(made, BRANCH);
  const git = (...args: string[]) => made.git("-C", worktree, ...args);
  await initializePlans(worktree, { issue: 7, title: "Plan", url: null, branch: BRANCH, date: "2026-03-01" });
  write(worktree, SPEC, "reviewed");
  const { revision } = await commitDocuments(worktree, { issue: 7, branch: BRANCH, message: "spec" });
  if (remote) await pushBranch(worktree, { remote: "origin", branch: BRANCH });
  const check = (planRevision = revision) =>
    planChange(worktree, { issue: 7, planRevision, branch: BRANCH, remote: remote ? "origin" : null });
  return { ...made, worktree, git, revision, check };
}

describe("whether the plan is still the reviewed one", () => {
  it("is, when nothing but code, reviews and state changed", async () => {
    const { worktree, git, check } = await reviewed();
    expect(await check()).toBeNull();
    write(worktree, "code.ts", "code");
    write(worktree, ".plans/7/reviews/r.md", "fine");
    write(worktree, ".plans/7/state.json", "{}");
    write(worktree, ".plans/7/README.md", "new");
    await git("add", "--all");
    await git("commit", "--quiet", "-m", "code");
    expect(await check()).toBeNull();
  });

  it("is, when a document was only touched or staged as it is", async () => {
    const { worktree, git, check } = await reviewed();
    write(worktree, SPEC, "other");
    await git("add", "--all");
    write(worktree, SPEC, "reviewed");
    expect(await check()).toBeNull();
  });

  it.each([
    ["changed", (worktree: string) => write(worktree, SPEC, "changed"), SPEC],
    ["new", (worktree: string) => write(worktree, ".plans/7/plans/new.md", "new"), ".plans/7/plans/new.md"],
    ["deleted", (worktree: string) => rmSync(join(worktree, SPEC)), SPEC],
    [
      "replaced by a link",
      (worktree: string) => {
        rmSync(join(worktree, SPEC));
        symlinkSync("/etc/hostname", join(worktree, SPEC));
      },
      SPEC,
    ],
  ])("is not, when a document is %s in the working tree", async (_, change, file) => {
    const { worktree, check, revision } = await reviewed();
    change(worktree);
    expect(await check()).toEqual({ revision, where: "worktree", files: [file] });
  });

  it("is not, when the folder became a link, whatever is behind it", async () => {
    const { worktree, check } = await reviewed();
    renameSync(join(worktree, ".plans/7/specs"), join(worktree, "moved"));
    symlinkSync(join(worktree, "moved"), join(worktree, ".plans/7/specs"));
    expect(await check()).toMatchObject({ where: "worktree" });
  });

  it("is not, when a folder among the documents became a link", async () => {
    const { worktree, git, check, revision } = await reviewed({ remote: false });
    expect(await check()).toBeNull();
    write(worktree, ".plans/7/specs/deep/a.md", "a");
    await git("add", "--all");
    await git("commit", "--quiet", "-m", "deep");
    const deep = await git("rev-parse", "HEAD");
    expect(deep).not.toBe(revision);
    renameSync(join(worktree, ".plans/7/specs/deep"), join(worktree, "moved"));
    symlinkSync(join(worktree, "moved"), join(worktree, ".plans/7/specs/deep"));
    expect(await check(deep)).toMatchObject({ where: "worktree" });
  });

  it("is not, when a new ignored document was written", async () => {
    const { worktree, repo, check } = await reviewed();
    write(repo, ".git/info/exclude", "*.md\n");
    write(worktree, ".plans/7/specs/hidden.md", "hidden");
    expect(await check()).toMatchObject({ where: "worktree", files: [".plans/7/specs/hidden.md"] });
  });

  it("is not, when the branch has another commit, even under a clean working tree", async () => {
    const { worktree, git, check } = await reviewed();
    write(worktree, SPEC, "committed");
    await git("commit", "--quiet", "--all", "-m", "more");
    expect(await check()).toEqual({
      revision: await git("rev-parse", "HEAD"),
      where: "local",
      files: [SPEC],
    });
  });

  it("is not, when only the remote branch moved on", async () => {
    const made = await reviewed();
    const theirs = await pushFromElsewhere(made, BRANCH, SPEC, "theirs");
    expect(await made.check()).toEqual({ revision: theirs, where: "remote", files: [SPEC] });
  });

  it("is, when the remote branch moved on without touching documents", async () => {
    const made = await reviewed();
    await pushFromElsewhere(made, BRANCH, "code.ts", "code");
    expect(await made.check()).toBeNull();
  });

  it("cannot be said when the remote does not answer", async () => {
    const { remote, check } = await reviewed();
    renameSync(remote ?? "", `${remote}.gone`);
    await expect(check()).rejects.toBeInstanceOf(RemoteUnreachableError);
  });

  it("needs no remote", async () => {
    const { worktree, check } = await reviewed({ remote: false });
    expect(await check()).toBeNull();
    write(worktree, SPEC, "changed");
    expect(await check()).toMatchObject({ where: "worktree" });
  });

  it("refuses a revision that is not in the repository, or that looks like an option", async () => {
    const { check } = await reviewed({ remote: false });
    for (const revision of ["f".repeat(40), "--all", "HEAD\nHEAD"]) {
      await expect(check(revision)).rejects.toBeInstanceOf(PlanRevisionMissingError);
    }
  });

  it("leaves the worktree's own index alone", async () => {
    const { worktree, git, check } = await reviewed();
    write(worktree, "staged.txt", "staged");
    await git("add", "staged.txt");
    write(worktree, SPEC, "changed");
    const before = await git("status", "--porcelain");
    await check();
    expect(await git("status", "--porcelain")).toBe(before);
  });
});
