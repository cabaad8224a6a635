import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import { openRepository, type Repository } from "../../source/git/repository.ts";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";

const open: Sandbox[] = [];

/** A sandbox that is removed after the test, with its repository opened. */
export async function sandbox(
  options: Parameters<typeof createSandbox>[0] = {},
): Promise<Sandbox & { repository: Repository }> {
  const made = await createSandbox(options);
  open.push(made);
  return { ...made, repository: await openRepository(made.repo) };
}

/** Ends with each test file that calls it: removes the sandboxes after every test. */
export function removeSandboxes(): void {
  afterEach(async () => {
    for (const made of open.splice(0)) await made.cleanup();
  });
}

/** Writes a file and the folders it needs. */
export function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A branch with its worktree beside the repository. */
export async function branchWithWorktree(made: Sandbox, branch: string): Promise<string> {
  const path = join(made.root, `project-${branch}`);
  await made.git("worktree", "add", "--quiet", "-b", branch, path);
  return path;
}

/** Another clone pushes a commit to a branch of the remote, new or not. */
export async function pushFromElsewhere(
  made: Sandbox,
  branch: string,
  path: string,
  text: string,
): Promise<string> {
  const clone = join(made.root, `elsewhere-${branch}-${Date.now()}`);
  await made.git("clone", "--quiet", made.remote ?? "", clone);
  const git = (...args: string[]) =>
    made.git("-C", clone, "-c", "user.name=Else", "-c", "user.email=else@example.com", ...args);
  await git("switch", "--quiet", "--guess", branch).catch(() => git("switch", "--quiet", "--create", branch));
  write(clone, path, text);
  await git("add", "--all");
  await git("commit", "--quiet", "-m", `change ${path}`);
  await git("push", "--quiet", "origin", branch);
  return git("rev-parse", "HEAD");
}
