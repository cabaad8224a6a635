import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BranchMissingError, UnsafePathError } from "../../source/git/errors.ts";
import type { Repository } from "../../source/git/repository.ts";
import {
  BranchInUseError,
  ensureWorktree,
  listWorktrees,
  WorktreeExistsError,
  worktreePath,
} from "../../source/git/worktree.ts";
import { branchWithWorktree, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

describe("the place of a worktree", () => {
  const repo: Repository = { root: "/code/project", commonDir: "/code/project/.git", name: "project" };

  it("is a folder beside the repository, or in the configured root", () => {
    expect(worktreePath({ repo, root: "..", branch: "1-add-login" })).toBe("/code/project-1-add-login");
    expect(worktreePath({ repo, root: ".worktrees", branch: "1-x" })).toBe(
      "/code/project/.worktrees/project-1-x",
    );
    expect(worktreePath({ repo, root: "/elsewhere", branch: "1-x" })).toBe("/elsewhere/project-1-x");
  });

  it.each(["-rf", "🚀 'quoted' \"name\"", "\u202ertl", "..", "$(id)"])(
    "keeps the name %j in the root",
    (branch) => {
      expect(worktreePath({ repo, root: "..", branch })).toBe(`/code/project-${branch}`);
    },
  );

  it.each(["../x", "/../../x", "a/b", "a\\..\\b", "a\nb", "a\0b", "x".repeat(300)])(
    "refuses %j",
    (branch) => {
      expect(() => worktreePath({ repo, root: "..", branch })).toThrow(UnsafePathError);
    },
  );

  it("is never in git's own folder", () => {
    expect(() => worktreePath({ repo, root: ".git/worktrees", branch: "x" })).toThrow(UnsafePathError);
  });
});

describe("listing worktrees", () => {
  it("tells the branch, detachment, locks and missing folders, also of odd paths", async () => {
    const made = await sandbox();
    const odd = join(made.root, 'a "b"\nc 🚀');
    await made.git("worktree", "add", "--quiet", "-b", "odd", odd);
    await made.git("worktree", "lock", "--reason", "on a stick", odd);
    const detached = join(made.root, "detached");
    await made.git("worktree", "add", "--quiet", "--detach", detached);
    const gone = await branchWithWorktree(made, "gone");
    rmSync(gone, { recursive: true });
    const head = await made.git("rev-parse", "HEAD");
    const facts = { head, main: false, prunable: false, lockReason: null };
    expect(await listWorktrees(made.repository)).toEqual([
      { ...facts, path: made.repo, branch: "main", main: true },
      { ...facts, path: odd, branch: "odd", lockReason: "on a stick" },
      { ...facts, path: detached, branch: null },
      { ...facts, path: gone, branch: "gone", prunable: true },
    ]);
  });
});

describe("ensuring a worktree", () => {
  async function withBranch(name = "project") {
    const made = await sandbox({ name });
    await made.git("branch", "1-x");
    return { ...made, path: join(made.root, `${name}-1-x`) };
  }

  it.each(["project", 'it\'s a "project" 🚀', "-project"])(
    "makes it beside %s, and adopts it the second time",
    async (name) => {
      const { repository, path, git } = await withBranch(name);
      const points: string[] = [];
      const options = { branch: "1-x", path, checkpoint: (point: string) => points.push(point) };
      expect(await ensureWorktree(repository, options)).toEqual({ path, adopted: false });
      expect(readFileSync(join(path, "README.md"), "utf8")).toBe("# A project\n");
      expect(await git("-C", path, "branch", "--show-current")).toBe("1-x");
      write(path, "README.md", "work in progress");
      expect(await ensureWorktree(repository, options)).toEqual({ path, adopted: true });
      expect(readFileSync(join(path, "README.md"), "utf8")).toBe("work in progress");
      expect(points).toEqual(["worktree:adding", "worktree:added"]);
    },
  );

  it("uses an empty folder, and one reached through a link", async () => {
    const { repository, root } = await withBranch();
    mkdirSync(join(root, "real/wt"), { recursive: true });
    symlinkSync(join(root, "real"), join(root, "way"));
    const made = await ensureWorktree(repository, { branch: "1-x", path: join(root, "way/wt") });
    expect(made).toEqual({ path: join(root, "real/wt"), adopted: false });
    expect(await ensureWorktree(repository, { branch: "1-x", path: join(root, "way/wt") })).toMatchObject({
      adopted: true,
    });
  });

  it("refuses a folder with other things, a file, a link and another branch's worktree, touching none", async () => {
    const made = await withBranch();
    const folder = join(made.root, "folder");
    write(folder, "notes.txt", "mine");
    const file = join(folder, "notes.txt");
    const link = join(made.root, "link");
    symlinkSync(folder, link);
    const other = await branchWithWorktree(made, "2-other");
    for (const path of [folder, file, link, other]) {
      const error = await ensureWorktree(made.repository, { branch: "1-x", path }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(WorktreeExistsError);
      expect(error.path).toBe(path);
    }
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  it("says so where the folder above cannot be written, with what helps", async () => {
    const made = await withBranch();
    write(made.root, "folder", "a file where a folder is wanted, which keeps root out as well");
    const path = join(made.root, "folder/deep/worktree");
    await expect(ensureWorktree(made.repository, { branch: "1-x", path })).rejects.toMatchObject({
      code: "WORKTREE_FOLDER",
      remedy: expect.stringContaining("worktreeRoot"),
    });
  });

  it("names the checkout that holds the branch, the main one or a linked one", async () => {
    const made = await withBranch();
    const holder = await branchWithWorktree(made, "2-held");
    const held = ensureWorktree(made.repository, { branch: "2-held", path: made.path });
    await expect(held).rejects.toMatchObject({ code: "BRANCH_IN_USE", path: holder });
    const main = ensureWorktree(made.repository, { branch: "main", path: made.path });
    await expect(main).rejects.toBeInstanceOf(BranchInUseError);
    await expect(main).rejects.toMatchObject({ path: made.repo });
    expect(existsSync(made.path)).toBe(false);
  });

  it("refuses the main checkout, what holds it, git's folder and a relative path", async () => {
    const { repository, repo, root } = await withBranch();
    for (const path of [repo, root, join(repo, ".git/x"), "somewhere"]) {
      await expect(ensureWorktree(repository, { branch: "1-x", path })).rejects.toBeInstanceOf(
        UnsafePathError,
      );
    }
  });

  it("refuses a branch that does not exist instead of guessing one", async () => {
    const { repository, path } = await withBranch();
    await expect(ensureWorktree(repository, { branch: "9-no", path })).rejects.toBeInstanceOf(
      BranchMissingError,
    );
  });

  it("makes it anew where its folder was deleted, or the worktree was moved away", async () => {
    const { repository, path, git } = await withBranch();
    await ensureWorktree(repository, { branch: "1-x", path });
    rmSync(path, { recursive: true });
    expect(await ensureWorktree(repository, { branch: "1-x", path })).toEqual({ path, adopted: false });
    renameSync(path, `${path}-moved`);
    expect(await ensureWorktree(repository, { branch: "1-x", path: `${path}-2` })).toMatchObject({
      adopted: false,
    });
    expect(await git("-C", `${path}-2`, "status", "--porcelain")).toBe("");
    expect(realpathSync(`${path}-2`)).toBe(`${path}-2`);
  });

  it("leaves a missing worktree alone that somebody locked", async () => {
    const { repository, path, git } = await withBranch();
    await ensureWorktree(repository, { branch: "1-x", path });
    await git("worktree", "lock", "--reason", "on a stick", path);
    rmSync(path, { recursive: true });
    await expect(ensureWorktree(repository, { branch: "1-x", path })).rejects.toThrow(/on a stick/);
  });

  it("goes on when only the post-checkout hook failed, and says so", async () => {
    const { repository, path, repo } = await withBranch();
    write(repo, ".git/hooks/post-checkout", "#!/bin/sh\necho broken hook >&2\nexit 3\n");
    chmodSync(join(repo, ".git/hooks/post-checkout"), 0o755);
    const lines: string[] = [];
    await ensureWorktree(repository, { branch: "1-x", path, log: (line) => lines.push(line) });
    expect(lines.join("\n")).toMatch(/hook failed.*broken hook/);
    expect(existsSync(join(path, "README.md"))).toBe(true);
  });

  it("ends git and leaves nothing half-made when it is aborted in the middle", async () => {
    const { repository, path, repo, git } = await withBranch();
    const marker = join(repo, ".git/started");
    write(repo, ".git/info/attributes", "README.md filter=slow\n");
    await git("config", "filter.slow.smudge", `touch '${marker}'; sleep 60; cat`);
    const controller = new AbortController();
    const running = ensureWorktree(repository, { branch: "1-x", path, signal: controller.signal });
    running.catch(() => undefined);
    await expect.poll(() => existsSync(marker), { timeout: 30_000 }).toBe(true);
    controller.abort(new Error("stopped by the user"));
    await expect(running).rejects.toThrow("stopped by the user");
    await git("config", "--unset", "filter.slow.smudge");
    await ensureWorktree(repository, { branch: "1-x", path });
    expect(await git("-C", path, "status", "--porcelain")).toBe("");
  });
});
