import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UnsafePathError } from "../../source/git/errors.ts";
import { commitDocuments, initializePlans, listDocuments } from "../../source/git/plans.ts";
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

describe("initializing the plans folder", () => {
  it("commits exactly its four files, and nothing the second time", async () => {
    const { worktree, git } = await prepared();
    write(worktree, "staged.txt", "somebody else's");
    await git("add", "staged.txt");
    const first = await initializePlans(worktree, FACTS);
    expect(first.created).toBe(true);
    expect(await git("log", "--format=%s %an", "-1")).toBe("chore(7): initialize plans Test Author");
    expect((await git("show", "--name-status", "--format=", "HEAD")).split("\n")).toEqual([
      "A\t.plans/7/README.md",
      "A\t.plans/7/plans/.gitkeep",
      "A\t.plans/7/reviews/.gitkeep",
      "A\t.plans/7/specs/.gitkeep",
    ]);
    expect(await git("status", "--porcelain")).toBe("A  staged.txt");
    expect(await initializePlans(worktree, { ...FACTS, date: "2027-01-01" })).toEqual({
      ...first,
      created: false,
    });
  });

  it("writes the issue, its link, the branch, the date and the status", async () => {
    const { worktree } = await prepared();
    await initializePlans(worktree, { ...FACTS, url: "https://github.com/o/r/issues/7" });
    const text = readFileSync(join(worktree, ".plans/7/README.md"), "utf8");
    expect(text).toContain("# Add login\n");
    expect(text).toContain("[#7](<https://github.com/o/r/issues/7>)");
    expect(text).toContain("7-add-login");
    expect(text).toContain("2026-03-01");
    expect(text).toMatch(/Status \| \w/);
  });

  it("keeps a hostile title on one inert line and follows no odd link", async () => {
    const { worktree } = await prepared();
    const title = `x\n# y | <script>\u001b[2J\u202e [a](javascript:b) \`c\` ${"z".repeat(100_000)}`;
    await initializePlans(worktree, { ...FACTS, title, url: "javascript:alert(1)" });
    const text = readFileSync(join(worktree, ".plans/7/README.md"), "utf8");
    expect(text).toMatch(/^# x \\# y \\\| \\<script\\> \\\[a\\\]\(javascript:b\) \\`c\\` z+…\n\n/);
    expect(text).toContain("local tracker");
    expect(text.length).toBeLessThan(1_000);
    expect(text).not.toMatch(/[\u001b\u202e]/);
  });

  it.each(["plans:written", "plans:staged", "plans:commit-written", "plans:committed"])(
    "comes to the same end after a crash at %s",
    async (point) => {
      const { worktree, git } = await prepared();
      const checkpoint = (name: string) => {
        if (name === point) throw new Error("crash");
      };
      await expect(initializePlans(worktree, { ...FACTS, checkpoint })).rejects.toThrow("crash");
      await initializePlans(worktree, FACTS);
      expect(await git("rev-list", "--count", "main..HEAD")).toBe("1");
      expect(await git("status", "--porcelain")).toBe("");
    },
  );

  it("passes a gitignore that hides .plans", async () => {
    const { worktree, git } = await prepared();
    await git("config", "core.excludesFile", join(worktree, "../ignore"));
    writeFileSync(join(worktree, "../ignore"), ".plans\n");
    expect(await initializePlans(worktree, FACTS)).toMatchObject({ created: true });
    expect(await git("ls-files", ".plans")).toContain("specs/.gitkeep");
  });

  it("works in a worktree with a sparse checkout", async () => {
    const { worktree, git } = await prepared();
    await git("sparse-checkout", "set", "only");
    await initializePlans(worktree, FACTS);
    write(worktree, ".plans/7/specs/spec.md", "words");
    await commitDocuments(worktree, { issue: 7, branch: "7-add-login", message: "m" });
    expect(await git("show", "--stat", "--format=", "HEAD")).toContain("specs/spec.md");
  });

  it("writes through no symbolic link", async () => {
    const { worktree, root } = await prepared();
    mkdirSync(join(root, "target"));
    symlinkSync(join(root, "target"), join(worktree, ".plans"));
    await expect(initializePlans(worktree, FACTS)).rejects.toBeInstanceOf(UnsafePathError);
    expect(readdirSync(join(root, "target"))).toEqual([]);
  });
});

describe("listing the documents", () => {
  it("gives regular files that are not empty, sorted; no placeholders, no links, no nested repository", async () => {
    const { worktree, root } = await prepared();
    expect(await listDocuments(worktree, 7)).toEqual([]);
    await initializePlans(worktree, FACTS);
    for (const path of [
      "specs/b.md",
      "specs/a/ü 🚀\n.md",
      "plans/-rf",
      "reviews/r.md",
      "specs/.git/config",
    ]) {
      write(worktree, `.plans/7/${path}`, "words");
    }
    write(worktree, ".plans/7/specs/empty.md", "");
    write(root, "secret", "secret");
    symlinkSync(join(root, "secret"), join(worktree, ".plans/7/specs/link.md"));
    expect(await listDocuments(worktree, 7)).toEqual([
      ".plans/7/plans/-rf",
      ".plans/7/specs/a/ü 🚀\n.md",
      ".plans/7/specs/b.md",
    ]);
  });
});
