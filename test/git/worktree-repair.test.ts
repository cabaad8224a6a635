import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { ensureWorktree, listWorktrees } from "../../source/git/worktree.ts";
import { MAKER_MARK } from "../../source/git/worktree-repair.ts";
import { removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

/** A branch `1-x` with several files, and where git keeps its worktree's data. */
async function prepared() {
  const made = await sandbox();
  for (const name of ["a.txt", "b.txt", "deep/c.txt"]) write(made.repo, name, `${name} `.repeat(50));
  await made.git("add", "--all");
  await made.git("commit", "--quiet", "-m", "files");
  await made.git("branch", "1-x");
  const path = join(made.root, "project-1-x");
  const data = join(made.repo, ".git/worktrees/project-1-x");
  const ensure = () => ensureWorktree(made.repository, { branch: "1-x", path });
  const expectWhole = async () => {
    expect(await made.git("-C", path, "status", "--porcelain")).toBe("");
    expect(await made.git("-C", path, "branch", "--show-current")).toBe("1-x");
    const registered = (await listWorktrees(made.repository)).filter((worktree) => !worktree.main);
    expect(registered).toMatchObject([{ path, branch: "1-x", lockReason: null, prunable: false }]);
  };
  return { ...made, path, data, ensure, expectWhole };
}

/** As `git worktree add` leaves it before it begins to check out. */
async function registeredOnly() {
  const made = await prepared();
  await made.git("worktree", "add", "--quiet", "--no-checkout", made.path, "1-x");
  writeFileSync(join(made.data, "locked"), "initializing");
  return made;
}

/** As it leaves it after the checkout, before it unlocks. */
async function checkedOut() {
  const made = await prepared();
  await made.git("worktree", "add", "--quiet", made.path, "1-x");
  writeFileSync(join(made.data, "locked"), "initializing");
  return made;
}

describe("a worktree that git left half-made", () => {
  it("is made anew when only its data folder is there", async () => {
    const { data, ensure, expectWhole, path } = await prepared();
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, "locked"), "initializing");
    mkdirSync(path);
    expect(await ensure()).toMatchObject({ adopted: false });
    await expectWhole();
  });

  it("is made anew when its folder has no .git link yet, or is not there yet", async () => {
    for (const undo of ["link", "folder"]) {
      const { path, ensure, expectWhole } = await registeredOnly();
      rmSync(undo === "link" ? join(path, ".git") : path, { recursive: true });
      expect(await ensure()).toMatchObject({ adopted: false });
      await expectWhole();
    }
  });

  it("is made anew when HEAD is not set yet", async () => {
    const { data, ensure, expectWhole } = await registeredOnly();
    writeFileSync(join(data, "HEAD"), `${"0".repeat(40)}\n`);
    expect(await ensure()).toMatchObject({ adopted: false });
    await expectWhole();
  });

  it("is completed when files and the index are missing and a stale index.lock is left", async () => {
    const { path, data, ensure, expectWhole } = await checkedOut();
    rmSync(join(data, "index"));
    writeFileSync(join(data, "index.lock"), "");
    rmSync(join(path, "b.txt"));
    rmSync(join(path, "deep"), { recursive: true });
    expect(await ensure()).toMatchObject({ adopted: true });
    await expectWhole();
  });

  it("gets whole the file that git was just writing, and keeps what somebody made", async () => {
    const { path, data, ensure, git } = await checkedOut();
    rmSync(join(data, "index"));
    writeFileSync(join(path, "a.txt"), "a.txt a.t");
    writeFileSync(join(path, "b.txt"), "");
    writeFileSync(join(path, "deep/c.txt"), "my own words");
    writeFileSync(join(path, "notes.txt"), "mine");
    await ensure();
    expect(readFileSync(join(path, "a.txt"), "utf8")).toBe("a.txt ".repeat(50));
    expect(readFileSync(join(path, "b.txt"), "utf8")).toBe("b.txt ".repeat(50));
    expect(readFileSync(join(path, "deep/c.txt"), "utf8")).toBe("my own words");
    expect(await git("-C", path, "status", "--porcelain")).toBe(" M deep/c.txt\n?? notes.txt");
  });

  it("is only unlocked when nothing else was left to do", async () => {
    const { ensure, expectWhole, data } = await checkedOut();
    expect(await ensure()).toMatchObject({ adopted: true });
    await expectWhole();
    expect(existsSync(join(data, "locked"))).toBe(false);
  });

  it("is completed after a real kill in the middle of the checkout", async () => {
    const { repo, repository, path, git, ensure, expectWhole } = await prepared();
    const marker = join(repo, ".git/started");
    write(repo, ".git/info/attributes", "b.txt filter=slow\n");
    await git("config", "filter.slow.smudge", `touch '${marker}'; sleep 60; cat`);
    const adding = execa("git", ["worktree", "add", "--quiet", path, "1-x"], {
      cwd: repo,
      detached: true,
      reject: false,
    });
    await expect
      .poll(() => existsSync(marker) && existsSync(join(path, "a.txt")), { timeout: 30_000 })
      .toBe(true);
    process.kill(-(adding.pid ?? Number.NaN), "SIGKILL");
    await adding;
    await git("config", "--unset", "filter.slow.smudge");
    expect(await listWorktrees(repository)).toContainEqual(
      expect.objectContaining({ lockReason: "initializing" }),
    );
    expect(await ensure()).toMatchObject({ adopted: true });
    await expectWhole();
  });

  it("is waited for when the git that makes it outlived its starter", async () => {
    const { repo, path, git, ensure, expectWhole } = await prepared();
    const marker = join(repo, ".git/started");
    write(repo, ".git/info/attributes", "b.txt filter=slow\n");
    await git("config", "filter.slow.smudge", `touch '${marker}'; sleep 2; cat`);
    const adding = execa("git", ["worktree", "add", "--quiet", path, "1-x"], {
      cwd: repo,
      env: { [MAKER_MARK]: path },
    });
    await expect.poll(() => existsSync(marker), { timeout: 30_000 }).toBe(true);
    expect(await ensure()).toMatchObject({ adopted: true });
    expect((await adding).exitCode).toBe(0);
    await expectWhole();
  });
});
