import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyIncluded } from "../../source/git/include.ts";
import { branchWithWorktree, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

async function prepared(include: string | null, ignore: string) {
  const made = await sandbox();
  if (include !== null) write(made.repo, ".worktreeinclude", include);
  write(made.repo, ".git/info/exclude", ignore);
  const worktree = await branchWithWorktree(made, "1-x");
  const lines: string[] = [];
  const copy = () => copyIncluded(made.repository, worktree, { log: (line) => lines.push(line) });
  return { ...made, worktree, lines, copy };
}

describe("copying what .worktreeinclude names", () => {
  it("copies ignored files that match, with their modes, and nothing else", async () => {
    const { repo, worktree, copy } = await prepared(
      ".env*\n!.env.example\nconfig/\n*.sh\nREADME.md\n",
      ".env*\nconfig/\nrun.sh\nother\n",
    );
    for (const path of [".env", ".env.example", "config/a b/ü.json", "run.sh", "not-ignored.sh", "other"])
      write(repo, path, path);
    chmodSync(join(repo, "run.sh"), 0o755);
    chmodSync(join(repo, ".env"), 0o600);
    expect((await copy()).sort()).toEqual([".env", "config/a b/ü.json", "run.sh"]);
    expect(readFileSync(join(worktree, "config/a b/ü.json"), "utf8")).toBe("config/a b/ü.json");
    expect(lstatSync(join(worktree, "run.sh")).mode & 0o777).toBe(0o755);
    expect(lstatSync(join(worktree, ".env")).mode & 0o777).toBe(0o600);
    expect(readdirSync(worktree).sort()).toEqual([".env", ".git", "README.md", "config", "run.sh"]);
  });

  it("overwrites nothing, and copies nothing the second time", async () => {
    const { repo, worktree, copy } = await prepared(".env\n", ".env\n");
    write(repo, ".env", "main");
    write(worktree, ".env", "mine");
    expect(await copy()).toEqual([]);
    expect(readFileSync(join(worktree, ".env"), "utf8")).toBe("mine");
  });

  it("does nothing without the file, or with nothing that matches", async () => {
    expect(await (await prepared(null, "x\n")).copy()).toEqual([]);
    expect(await (await prepared("nothing\n", "x\n")).copy()).toEqual([]);
  });

  it("never copies our state, git's folder or a repository inside", async () => {
    const { repo, git, copy, worktree } = await prepared("*\n", ".plans\ninner\nplain\n");
    write(repo, ".plans/7/state.json", "{}");
    await git("init", "--quiet", "inner");
    write(repo, "inner/file", "x");
    write(repo, "plain", "x");
    expect(await copy()).toEqual(["plain"]);
    expect(readdirSync(worktree).sort()).toEqual([".git", "README.md", "plain"]);
  });

  it("copies a link only when it stays inside, and as a link", async () => {
    const { repo, worktree, lines, copy } = await prepared("link-*\n", "link-*\n");
    symlinkSync("README.md", join(repo, "link-inside"));
    symlinkSync("../secret", join(repo, "link-outside"));
    symlinkSync("/etc/hostname", join(repo, "link-absolute"));
    expect(await copy()).toEqual(["link-inside"]);
    expect(readlinkSync(join(worktree, "link-inside"))).toBe("README.md");
    expect(lines.filter((line) => line.includes("leaves the checkout"))).toHaveLength(2);
  });

  it("writes through no link of the worktree to the outside", async () => {
    const { repo, root, worktree, copy } = await prepared("config/\n", "config\n");
    mkdirSync(join(root, "outside"));
    symlinkSync(join(root, "outside"), join(worktree, "config"));
    write(repo, "config/deep/secret", "x");
    write(repo, "config/secret", "x");
    expect(await copy()).toEqual([]);
    expect(readdirSync(join(root, "outside"))).toEqual([]);
  });

  it("takes odd names literally", async () => {
    const names = ["-rf", "a\nb", "*", "🚀 'q' \"q\"", "\u202ertl"];
    const { repo, copy } = await prepared("/odd/\n", "odd\n");
    for (const name of names) write(repo, `odd/${name}`, "x");
    expect((await copy()).sort()).toEqual(names.map((name) => `odd/${name}`).sort());
  });
});
