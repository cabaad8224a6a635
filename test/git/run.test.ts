import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GitError, GitMissingError, MissingFolderError } from "../../source/git/errors.ts";
import type { Progress } from "../../source/git/progress.ts";
import { inTurn } from "../../source/git/queue.ts";
import { changeWorktree, readGit } from "../../source/git/run.ts";
import { removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

describe("running git", () => {
  it("reports a failure with the command, the exit code and git's words, cleaned", async () => {
    const { repo } = await sandbox();
    const error = await readGit(repo, ["rev-parse", "--verify", "no\u001b[2Jsuch"]).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(GitError);
    expect(error).toMatchObject({ code: "GIT_FAILED", exitCode: 128, timedOut: false });
    expect(error.command).toMatch(/^git rev-parse --verify/);
    expect(error.stderr).toContain("Needed a single revision");
    expect(error.message).not.toContain("\u001b");
  });

  it("tells a missing git from a missing folder", async () => {
    const { repo } = await sandbox();
    const path = process.env.PATH;
    await expect(readGit(join(repo, "gone"), ["version"])).rejects.toBeInstanceOf(MissingFolderError);
    process.env.PATH = join(repo, "nothing");
    try {
      await expect(readGit(repo, ["version"])).rejects.toBeInstanceOf(GitMissingError);
    } finally {
      process.env.PATH = path;
    }
  });

  it("ends a command that takes too long, with its children", async () => {
    const { repo } = await sandbox();
    const alias = ["-c", "alias.slow=!sleep 300", "slow"];
    await expect(readGit(repo, alias, { timeoutMs: 300 })).rejects.toMatchObject({
      timedOut: true,
      exitCode: null,
    });
  });

  it("lets a command go on for as long as it says how far it is", async () => {
    const { repo } = await sandbox();
    const steps = "1 2 3 4 5 6 7 8 9";
    const script = `!for step in ${steps}; do printf 'Writing objects: %s0%% (%s/9)\\r' $step $step >&2; sleep 0.6; done; echo sent`;
    const seen: (number | null | undefined)[] = [];
    const progress = (far: Progress | null) => void seen.push(far?.percent);
    const options = { timeoutMs: 4_000, progress };
    expect((await readGit(repo, ["-c", `alias.slow=${script}`, "slow"], options)).stdout).toBe("sent");
    expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, undefined]);
  });

  it("says that it is over however it has ended", async () => {
    const { repo } = await sandbox();
    const script = "!printf 'Writing objects: 10%% (1/9)\\r' >&2; exit 3";
    const seen: (string | null)[] = [];
    const progress = (far: Progress | null) => void seen.push(far?.task ?? null);
    const failing = readGit(repo, ["-c", `alias.broken=${script}`, "broken"], { progress });
    await expect(failing).rejects.toBeInstanceOf(GitError);
    expect(seen).toEqual(["Writing objects", null]);
  });

  it("never asks on a terminal or in an editor", async () => {
    const { repo } = await sandbox();
    const asked = readGit(repo, ["credential", "fill"], { input: "protocol=https\nhost=localhost\n\n" });
    await expect(asked).rejects.toBeInstanceOf(GitError);
    await changeWorktree(repo, ["commit", "--quiet", "--allow-empty", "--edit", "-m", "unedited"]);
    const noTerminal = ["-c", "alias.tty=!(exec </dev/tty) 2>/dev/null && echo terminal || echo none", "tty"];
    expect((await readGit(repo, noTerminal)).stdout).toBe("none");
  });

  it("gives up on a lock that nobody releases, and names it", async () => {
    const { repo } = await sandbox();
    write(repo, "new", "x");
    const lock = join(repo, ".git/index.lock");
    writeFileSync(lock, "");
    const error = await changeWorktree(repo, ["add", "new"]).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "GIT_LOCKED", lockPath: lock });
    expect(existsSync(lock)).toBe(true);
    rmSync(lock);
  });

  it("does not take an index lock for a question", async () => {
    const { repo } = await sandbox();
    chmodSync(join(repo, ".git"), 0o755);
    writeFileSync(join(repo, ".git/index.lock"), "");
    expect((await readGit(repo, ["status", "--porcelain"])).stdout).toBe("");
  });
});

describe("taking turns", () => {
  it("runs one key in order, past a failure, and other keys at once", async () => {
    const seen: string[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = inTurn("a", async () => {
      await gate;
      seen.push("first");
      throw new Error("first failed");
    });
    const second = inTurn("a", async () => seen.push("second"));
    await inTurn("b", async () => seen.push("other key"));
    release();
    await expect(first).rejects.toThrow("first failed");
    await second;
    expect(seen).toEqual(["other key", "first", "second"]);
  });
});
