import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { meterReader, type Progress, readMeter, withoutMeters } from "../../source/git/progress.ts";
import { pushBranch } from "../../source/git/push.ts";
import { fetchBranch } from "../../source/git/refs.ts";
import { runSetup } from "../../source/git/setup.ts";
import { ensureWorktree } from "../../source/git/worktree.ts";
import { pushFromElsewhere, removeSandboxes, sandbox, write } from "./sandboxes.ts";

removeSandboxes();

/** Standard error of `git worktree add`, `git push` and `git fetch` (2.39, LC_ALL=C), as it was written. */
const RECORDED = [
  "Preparing worktree (checking out '12-add-login')\n",
  "Updating files:  63% (12020/19080)\rUpdating files:  64% (12211/19080)\r",
  "Updating files: 100% (19080/19080), done.\n",
  "Enumerating objects: 3003, done.\nDelta compression using up to 2 threads\n",
  "Writing objects:  42% (1262/3003), 3.20 MiB | 1.29 MiB/s\r",
  "Total 3003 (delta 0), reused 0 (delta 0), pack-reused 0\n",
  "remote: Resolving deltas:  50% (1/2)        \rremote: Checking connectivity: 3003, done.        \n",
  "To ../r\n",
].join("");

const READ: Progress[] = [
  { task: "Updating files", percent: 63, detail: "12020/19080" },
  { task: "Updating files", percent: 64, detail: "12211/19080" },
  { task: "Updating files", percent: 100, detail: "19080/19080" },
  { task: "Enumerating objects", percent: null, detail: "3003" },
  { task: "Writing objects", percent: 42, detail: "1262/3003, 3.20 MiB | 1.29 MiB/s" },
  { task: "Resolving deltas", percent: 50, detail: "1/2" },
  { task: "Checking connectivity", percent: null, detail: "3003" },
];

describe("reading git's progress", () => {
  it.each([1, 2, 7, 64, 10_000])("finds each meter in pieces of %i bytes", (length) => {
    const told: Progress[] = [];
    const read = meterReader((progress) => told.push(progress));
    const bytes = Buffer.from(RECORDED);
    for (let at = 0; at < bytes.length; at += length) read(bytes.subarray(at, at + length));
    expect(told).toEqual(READ);
  });

  it.each([
    "Updating files: lots",
    "fatal: Updating files:  64% (1/2) of it",
    "error: 12% (1/2)",
    "remote: error: GH006: Protected branch update failed",
    "HEAD is now at f367161 Updating files: 3",
    "Updating files:  1064% (1/2)",
    `${"A".repeat(50_000)}: 12% (1/2)`,
    "",
  ])("takes %.60j for no meter", (line) => {
    expect(readMeter(line)).toBeNull();
  });

  it("holds no more of an endless line than a meter can be long", () => {
    const told: Progress[] = [];
    const read = meterReader((progress) => told.push(progress));
    for (let times = 0; times < 200; times++) read(Buffer.alloc(50_000, "x"));
    read(Buffer.from("\nUpdating files:  64% (12211/19080)\r"));
    expect(told).toEqual([READ[1]]);
  });

  it("keeps what else git says", () => {
    const failed = `${RECORDED}fatal: cannot create directory at 'd': No space left on device\n`;
    expect(withoutMeters(failed).split("\n").filter(Boolean)).toEqual([
      "Delta compression using up to 2 threads",
      "Total 3003 (delta 0), reused 0 (delta 0), pack-reused 0",
      "To ../r",
      "fatal: cannot create directory at 'd': No space left on device",
    ]);
  });
});

describe("telling of progress", () => {
  it("tells how far a worktree, a push and a fetch are", async () => {
    const made = await sandbox({ remote: true });
    const { repo, repository, git, root } = made;
    for (let number = 0; number < 300; number++) write(repo, `many/${number}.txt`, `${number}\n`);
    await git("add", "many");
    await git("commit", "--quiet", "-m", "many files");
    await git("branch", "1-many");
    const told: (Progress | null)[] = [];
    const progress = (each: Progress | null) => told.push(each);
    const ends = () => told.filter((each) => each?.percent === 100).map((each) => each?.task);

    const path = join(root, "project-1-many");
    await ensureWorktree(repository, { branch: "1-many", path, progress });
    expect(ends()).toContain("Updating files");
    expect(told.at(-2)?.detail).toMatch(/^30\d\/30\d$/);
    expect(told.at(-1)).toBeNull();

    told.length = 0;
    await pushBranch(path, { remote: "origin", branch: "1-many", progress });
    expect(ends()).toContain("Writing objects");
    expect(told.at(-1)).toBeNull();

    told.length = 0;
    await pushFromElsewhere(made, "1-many", "more.txt", "more");
    await fetchBranch(repository, "origin", "1-many", { progress });
    expect(told.map((each) => each?.task)).toContain("Counting objects");
    expect(told.at(-1)).toBeNull();
  }, 30_000);

  it("leaves what it told out of the error", async () => {
    const { repository, git, root, repo } = await sandbox();
    write(repo, "a.txt", "a");
    await git("add", "a.txt");
    await git("commit", "--quiet", "-m", "a");
    await git("branch", "1-x");
    await git("config", "filter.broken.smudge", "exit 1");
    await git("config", "filter.broken.required", "true");
    write(repo, ".git/info/attributes", "a.txt filter=broken\n");
    const path = join(root, "project-1-x");
    const error = await ensureWorktree(repository, { branch: "1-x", path, progress: () => {} }).catch(
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: "GIT_FAILED" });
    expect(error.stderr).toContain("smudge filter");
    expect(error.stderr).not.toMatch(/Preparing|Updating files/);
  });

  it("tells which setup command runs and what it said last", async () => {
    const { repo } = await sandbox();
    const told: (Progress | null)[] = [];
    await runSetup(repo, ["echo one; echo two", "echo three"], { progress: (each) => told.push(each) });
    expect(told.map((each) => `${each?.task}: ${each?.detail}`)).toEqual([
      "echo one; echo two (1 of 2): ",
      "echo one; echo two (1 of 2): one",
      "echo one; echo two (1 of 2): two",
      "echo three (2 of 2): ",
      "echo three (2 of 2): three",
    ]);
    expect(told.every((each) => each?.percent === null)).toBe(true);
  });
});
