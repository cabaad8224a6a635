import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";

export interface Sandbox {
  /** The temporary folder that everything else is in, worktrees in `..` of the repository included. */
  readonly root: string;
  /** A repository on `main` with one commit and an identity. */
  readonly repo: string;
  /** A bare repository, the `origin` of `repo`, which has its `main`. */
  readonly remote: string | null;
  /** Runs git in `repo`; use `-C` for elsewhere. Gives what it prints, without the last newline. */
  git(...args: string[]): Promise<string>;
  cleanup(): Promise<void>;
}

/** Lets no setting of the machine or of the caller's repository into the tests. */
function isolateGit(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith("GIT_")) delete process.env[name];
  process.env.GIT_CONFIG_GLOBAL = "/dev/null";
  process.env.GIT_CONFIG_SYSTEM = "/dev/null";
}

/** Makes a repository in a temporary folder, with a bare remote if asked for. */
export async function createSandbox(options: { remote?: boolean; name?: string } = {}): Promise<Sandbox> {
  isolateGit();
  const root = realpathSync(mkdtempSync(join(tmpdir(), "orc-git-")));
  const repo = join(root, options.name ?? "project");
  const remote = options.remote ? join(root, "remote.git") : null;
  mkdirSync(repo, { recursive: true });
  const git = async (...args: string[]) => (await execa("git", args, { cwd: repo })).stdout;

  await git("init", "--quiet", "--initial-branch=main");
  await git("config", "user.name", "Test Author");
  await git("config", "user.email", "author@example.com");
  // It would go on in the background after the command that it belongs to.
  await git("config", "maintenance.auto", "false");
  writeFileSync(join(repo, "README.md"), "# A project\n");
  await git("add", "README.md");
  await git("commit", "--quiet", "-m", "first commit");
  if (remote !== null) {
    await execa("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote]);
    await git("-C", remote, "config", "receive.autogc", "false");
    await git("remote", "add", "origin", remote);
    await git("push", "--quiet", "--set-upstream", "origin", "main");
  }
  // A process that ends just now may still write into it.
  const cleanup = async () => rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  return { root, repo, remote, git, cleanup };
}
