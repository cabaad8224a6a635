import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { GitMissingError } from "../../source/git/errors.ts";
import {
  EmptyRepositoryError,
  ensureIdentity,
  GitIdentityMissingError,
  NotARepositoryError,
  openRepository,
} from "../../source/git/repository.ts";
import { branchWithWorktree, removeSandboxes, sandbox } from "./sandboxes.ts";

removeSandboxes();

describe("opening a repository", () => {
  it("finds the main checkout from its root, a subfolder and its git folder", async () => {
    const { repo, repository } = await sandbox();
    mkdirSync(join(repo, "a/b"), { recursive: true });
    expect(repository).toEqual({ root: repo, commonDir: join(repo, ".git"), name: "project" });
    expect(await openRepository(join(repo, "a/b"))).toEqual(repository);
    expect(await openRepository(join(repo, ".git"))).toEqual(repository);
  });

  it("finds the main checkout from inside a linked worktree", async () => {
    const made = await sandbox();
    const worktree = await branchWithWorktree(made, "1-feature");
    mkdirSync(join(worktree, "deep"));
    expect(await openRepository(join(worktree, "deep"))).toEqual(made.repository);
  });

  it.each(['my project\'s "best"', "prøjekt 🚀", "-rf", "$(touch x); &", "two\nlines"])(
    "works in a folder called %s",
    async (name) => {
      const { repo, repository } = await sandbox({ name });
      expect(repository.root).toBe(repo);
      expect(repository.name).toBe(name);
    },
  );

  it("finds a submodule's checkout, also from its linked worktree", async () => {
    const inner = await sandbox();
    const outer = await sandbox();
    await outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.repo, "module");
    const module = join(outer.repo, "module");
    const linked = join(outer.root, "module-linked");
    await outer.git("-C", module, "worktree", "add", "--quiet", "-b", "x", linked);
    expect((await openRepository(module)).root).toBe(module);
    expect((await openRepository(linked)).root).toBe(module);
  });

  it("is not led astray by a caller's GIT_DIR and GIT_INDEX_FILE", async () => {
    const one = await sandbox();
    const other = await sandbox();
    process.env.GIT_DIR = join(other.repo, ".git");
    process.env.GIT_INDEX_FILE = join(other.repo, "nonsense");
    try {
      expect(await openRepository(one.repo)).toEqual(one.repository);
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_INDEX_FILE;
    }
  });
});

describe("what is no repository to work in", () => {
  const folder = mkdtempSync(join(tmpdir(), "orc-none-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("refuses a folder outside any repository, a missing one and a bare one, each with its reason", async () => {
    const made = await sandbox({ remote: true });
    mkdirSync(folder, { recursive: true });
    const cases = [
      [folder, "outside"],
      [join(made.root, "nowhere"), "missing"],
      [made.remote ?? "", "bare"],
    ] as const;
    for (const [path, reason] of cases) {
      const error = await openRepository(path).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(NotARepositoryError);
      expect(error).toMatchObject({ reason, path, code: "NOT_A_REPOSITORY" });
      expect(error.remedy).not.toBe("");
    }
  });

  it("tells a machine without git, and a stopped question, from a folder without a repository", async () => {
    const { repo } = await sandbox();
    await expect(openRepository(repo, { signal: AbortSignal.abort("stopped") })).rejects.toBe("stopped");
    const { PATH } = process.env;
    process.env.PATH = folder;
    try {
      await expect(openRepository(repo)).rejects.toBeInstanceOf(GitMissingError);
    } finally {
      process.env.PATH = PATH;
    }
  });

  it("refuses a worktree whose main repository is bare", async () => {
    const made = await sandbox({ remote: true });
    const linked = join(made.root, "linked");
    await made.git("-C", made.remote ?? "", "worktree", "add", "--quiet", linked, "main");
    await expect(openRepository(linked)).rejects.toMatchObject({ reason: "bare" });
  });

  it("asks for a first commit where there is none", async () => {
    const made = await sandbox();
    const empty = join(made.root, "empty");
    await made.git("init", "--quiet", empty);
    await expect(openRepository(empty)).rejects.toBeInstanceOf(EmptyRepositoryError);
    await expect(openRepository(join(empty, ".git"))).rejects.toBeInstanceOf(EmptyRepositoryError);
    writeFileSync(join(empty, "HEAD"), "no branch\n");
    await expect(openRepository(empty)).rejects.toBeInstanceOf(EmptyRepositoryError);
    expect(basename(empty)).toBe("empty");
  });

  it("opens where another branch than the one checked out has commits, and beside a file called HEAD", async () => {
    const { repo, repository, git } = await sandbox();
    writeFileSync(join(repo, "HEAD"), "no branch\n");
    expect(await openRepository(repo)).toEqual(repository);
    await git("checkout", "--quiet", "--orphan", "unborn");
    expect(await openRepository(repo)).toEqual(repository);
  });
});

describe("the identity for commits", () => {
  it("is accepted when git knows it and asked for when it does not", async () => {
    const { repository, git } = await sandbox();
    await ensureIdentity(repository);
    await git("config", "--unset", "user.email");
    await git("config", "user.useConfigOnly", "true");
    await expect(ensureIdentity(repository)).rejects.toBeInstanceOf(GitIdentityMissingError);
  });
});
