import { renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BaseBranchMissingError, defaultBranch, upToDateBase } from "../../source/git/base.ts";
import { ensureBranch, InvalidBranchNameError } from "../../source/git/branch.ts";
import { openRepository } from "../../source/git/repository.ts";
import { pushFromElsewhere, removeSandboxes, sandbox } from "./sandboxes.ts";

removeSandboxes();

describe("the default branch", () => {
  it("is what the remote's HEAD names, remembered or asked", async () => {
    const { repository, git, remote } = await sandbox({ remote: true });
    await git("push", "--quiet", "origin", "main:trunk");
    await git("-C", remote ?? "", "symbolic-ref", "HEAD", "refs/heads/trunk");
    expect(await defaultBranch(repository, "origin")).toBe("trunk");
    await git("remote", "set-head", "origin", "main");
    expect(await defaultBranch(repository, "origin")).toBe("main");
  });

  it("is main, master, init.defaultBranch or the current branch without a remote", async () => {
    const { repository, git } = await sandbox();
    expect(await defaultBranch(repository, null)).toBe("main");
    await git("branch", "-m", "main", "master");
    expect(await defaultBranch(repository, null)).toBe("master");
    await git("branch", "-m", "master", "odd");
    expect(await defaultBranch(repository, null)).toBe("odd");
    await git("branch", "stem");
    await git("config", "init.defaultBranch", "stem");
    expect(await defaultBranch(repository, null)).toBe("stem");
  });
});

describe("the base of new work", () => {
  it("is the remote's default branch as it is now, not the local one", async () => {
    const made = await sandbox({ remote: true });
    const ahead = await pushFromElsewhere(made, "main", "new.txt", "new");
    expect(await upToDateBase(made.repository, { remote: "origin" })).toEqual({
      branch: "main",
      commit: ahead,
    });
    expect(await made.git("rev-parse", "main")).not.toBe(ahead);
  });

  it("is what was known last when the remote cannot be reached, and says so", async () => {
    const made = await sandbox({ remote: true });
    const known = await made.git("rev-parse", "origin/main");
    renameSync(made.remote ?? "", `${made.remote}.gone`);
    const lines: string[] = [];
    const base = await upToDateBase(made.repository, { remote: "origin", log: (line) => lines.push(line) });
    expect(base).toEqual({ branch: "main", commit: known });
    expect(lines.join("\n")).toMatch(/cannot be reached.*known last/s);
  });

  it("follows a default branch that was renamed on the remote", async () => {
    const made = await sandbox({ remote: true });
    await made.git("remote", "set-head", "origin", "main");
    const bare = ["-C", made.remote ?? ""];
    await made.git(...bare, "branch", "-m", "main", "trunk");
    const base = await upToDateBase(made.repository, { remote: "origin" });
    expect(base).toEqual({ branch: "trunk", commit: await made.git("rev-parse", "main") });
  });

  it("is the local branch when the remote is still empty", async () => {
    const made = await sandbox();
    await made.git("init", "--quiet", "--bare", join(made.root, "empty.git"));
    await made.git("remote", "add", "origin", join(made.root, "empty.git"));
    const base = await upToDateBase(made.repository, { remote: "origin" });
    expect(base).toEqual({ branch: "main", commit: await made.git("rev-parse", "main") });
  });

  it("is refused where no branch can be found", async () => {
    const { repository, git } = await sandbox();
    await git("checkout", "--quiet", "--detach");
    await git("branch", "-D", "--quiet", "main");
    await git("update-ref", "refs/keep", "HEAD");
    await expect(upToDateBase(repository, { remote: null })).rejects.toBeInstanceOf(BaseBranchMissingError);
  });
});

describe("ensuring a branch", () => {
  it("cuts it from the up-to-date base and changes nothing the second time", async () => {
    const made = await sandbox({ remote: true });
    const ahead = await pushFromElsewhere(made, "main", "new.txt", "new");
    const options = { branch: "1-add-login", remote: "origin" };
    expect(await ensureBranch(made.repository, options)).toEqual({
      branch: "1-add-login",
      base: "main",
      adopted: false,
    });
    expect(await made.git("rev-parse", "1-add-login")).toBe(ahead);
    expect(await ensureBranch(made.repository, options)).toMatchObject({ adopted: true, base: "main" });
    expect(await made.git("rev-parse", "1-add-login")).toBe(ahead);
  });

  it("adopts a local branch as it is", async () => {
    const { repository, git } = await sandbox();
    await git("checkout", "--quiet", "-b", "2-old");
    await git("commit", "--quiet", "--allow-empty", "-m", "work");
    const head = await git("rev-parse", "HEAD");
    expect(await ensureBranch(repository, { branch: "2-old", remote: null })).toMatchObject({
      adopted: true,
    });
    expect(await git("rev-parse", "2-old")).toBe(head);
  });

  it("fetches and tracks a branch that only the remote has", async () => {
    const made = await sandbox({ remote: true });
    const head = await pushFromElsewhere(made, "3-remote", "work.txt", "work");
    expect(await ensureBranch(made.repository, { branch: "3-remote", remote: "origin" })).toMatchObject({
      adopted: true,
    });
    expect(await made.git("rev-parse", "3-remote")).toBe(head);
    expect(await made.git("rev-parse", "--abbrev-ref", "3-remote@{upstream}")).toBe("origin/3-remote");
  });

  it("fetches it into a single-branch clone too", async () => {
    const made = await sandbox({ remote: true });
    const head = await pushFromElsewhere(made, "3-remote", "work.txt", "work");
    const clone = join(made.root, "narrow");
    await made.git("clone", "--quiet", "--single-branch", made.remote ?? "", clone);
    await ensureBranch(await openRepository(clone), { branch: "3-remote", remote: "origin" });
    expect(await made.git("-C", clone, "rev-parse", "3-remote")).toBe(head);
  });

  it("works offline from what is known", async () => {
    const made = await sandbox({ remote: true });
    renameSync(made.remote ?? "", `${made.remote}.gone`);
    expect(await ensureBranch(made.repository, { branch: "4-offline", remote: "origin" })).toMatchObject({
      adopted: false,
    });
  });

  it.each([
    "-rf",
    "--force",
    "../x",
    "a\nb",
    "a b",
    "a\0b",
    "@{-1}",
    "x..y",
    "x.lock",
    "HEAD",
    "",
    "x".repeat(300),
  ])("refuses the name %j and creates nothing", async (branch) => {
    const { repository, git } = await sandbox();
    await git("checkout", "--quiet", "-b", "other");
    await git("checkout", "--quiet", "main");
    const before = await git("for-each-ref");
    await expect(ensureBranch(repository, { branch, remote: null })).rejects.toBeInstanceOf(
      InvalidBranchNameError,
    );
    expect(await git("for-each-ref")).toBe(before);
  });

  it.each(["5-🚀", '5-"quoted"', "5-';touch-x", "5-\u202eltr", "5-$(id)"])(
    "takes the odd but legal name %j literally",
    async (branch) => {
      const { repository, git } = await sandbox();
      await ensureBranch(repository, { branch, remote: null });
      expect(await git("rev-parse", "--verify", `refs/heads/${branch}`)).toBe(await git("rev-parse", "main"));
    },
  );

  it("ends at once when it is aborted", async () => {
    const { repository } = await sandbox();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(ensureBranch(repository, { branch: "6-x", remote: null, signal })).rejects.toThrow("enough");
  });

  it("makes many branches at once without tripping over git's locks", async () => {
    const { repository, git } = await sandbox({ remote: true });
    const names = Array.from({ length: 8 }, (_, index) => `${index + 1}-parallel`);
    await Promise.all(names.map((branch) => ensureBranch(repository, { branch, remote: "origin" })));
    expect(
      (await git("for-each-ref", "--format=%(refname:short)", "refs/heads/*-parallel")).split("\n"),
    ).toEqual(names);
  });
});
