import { realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { OrcError } from "../workflow/errors.ts";
import { GitError, MissingFolderError } from "./errors.ts";
import type { StepOptions } from "./options.ts";
import { readGit } from "./run.ts";

export interface Repository {
  /** The main checkout's folder, also when it was opened from a linked worktree or a subfolder. */
  readonly root: string;
  /** The git folder that all worktrees share; the key under which changes wait for one another. */
  readonly commonDir: string;
  /** The name of the `root` folder. */
  readonly name: string;
}

/** There is no repository with a main checkout where one was expected. */
export class NotARepositoryError extends OrcError {
  readonly path: string;
  readonly reason: "missing" | "outside" | "bare";

  constructor(path: string, reason: NotARepositoryError["reason"], details: string, cause?: unknown) {
    const [message, remedy] = {
      missing: [`The folder ${path} does not exist`, "Name an existing folder with --cwd."],
      outside: [
        `${path} is not in a git repository${details ? ` (${details})` : ""}`,
        "Go to your project's folder, name it with --cwd, or make it a repository with `git init`.",
      ],
      bare: [
        `The repository of ${path} is bare: it has no main checkout to keep .plans in`,
        "Clone it the ordinary way (`git clone`) and work in the clone.",
      ],
    }[reason] as [string, string];
    super("NOT_A_REPOSITORY", message, remedy, { cause });
    this.path = path;
    this.reason = reason;
  }
}

/** A repository without a single commit: there is nothing a branch could start from. */
export class EmptyRepositoryError extends OrcError {
  readonly root: string;

  constructor(root: string) {
    super(
      "EMPTY_REPOSITORY",
      `${root} has no commit yet`,
      "Make a first commit: git commit --allow-empty -m 'first commit'",
    );
    this.root = root;
  }
}

/** git cannot tell in whose name a commit would be made. */
export class GitIdentityMissingError extends OrcError {
  constructor(cause: unknown) {
    super(
      "GIT_IDENTITY_MISSING",
      "git does not know who you are, so it cannot commit",
      'Tell it: git config --global user.name "Your Name" and git config --global user.email you@example.com',
      { cause },
    );
  }
}

/**
 * Finds the repository that `cwd` belongs to, by git's common dir: the same one from the main checkout,
 * any subfolder and any linked worktree (spec section 3).
 *
 * @throws {NotARepositoryError} no repository, a bare one, or no such folder
 * @throws {EmptyRepositoryError} no commit yet
 */
export async function openRepository(
  cwd: string,
  options: Pick<StepOptions, "signal"> = {},
): Promise<Repository> {
  const ask: Ask = async (folder, ...question) =>
    (await readGit(folder, ["rev-parse", "--path-format=absolute", ...question], options)).stdout;

  // One start of git for what is nearly always so: each takes 10 ms, and the first frame waits for this.
  const ordinary = await ordinaryCheckout(cwd, ask);
  const { root, commonDir } = ordinary ?? (await locate(cwd, ask));
  if (ordinary === null) {
    const commits = await readGit(cwd, ["rev-list", "--max-count=1", "--all"], options);
    if (commits.stdout === "") throw new EmptyRepositoryError(root);
  }
  return { root, commonDir, name: basename(root) };
}

type Place = Pick<Repository, "root" | "commonDir">;

/** What is not an ordinary checkout with commits is asked for piece by piece. */
async function locate(cwd: string, ask: Ask): Promise<Place> {
  const commonDir = realpathSync(await commonDirOf(cwd, ask));
  const bare = (await ask(commonDir, "--is-bare-repository")) === "true";
  const checkout = bare ? undefined : await mainCheckout(cwd, commonDir, ask);
  if (checkout === undefined) throw new NotARepositoryError(cwd, "bare", "");
  return { root: realpathSync(checkout), commonDir };
}

/**
 * The main checkout that `cwd` lies in and that has a commit checked out; `null` where it is anything else, or a path
 * has a newline in it.
 */
async function ordinaryCheckout(cwd: string, ask: Ask): Promise<Place | null> {
  try {
    const answer = await ask(cwd, "--git-common-dir", "--git-dir", "--show-toplevel", "HEAD");
    const [common = "", own = "", root = "", head = "", ...more] = answer.split("\n");
    // Before the first commit a file of that name is taken for it.
    if (!/^[0-9a-f]{40,64}$/.test(head) || more.length > 0 || realpathSync(common) !== realpathSync(own))
      return null;
    return { root: realpathSync(root), commonDir: realpathSync(common) };
  } catch (error) {
    // git's refusal is no answer yet: inside a git folder there is no top level, and yet a checkout; before the first
    // commit of a branch there is no HEAD.
    if (error instanceof GitError) return null;
    if (error instanceof MissingFolderError) throw new NotARepositoryError(cwd, "missing", "", error);
    throw error;
  }
}

type Ask = (folder: string, ...question: string[]) => Promise<string>;

async function commonDirOf(cwd: string, ask: Ask): Promise<string> {
  try {
    return await ask(cwd, "--git-common-dir");
  } catch (error) {
    if (error instanceof MissingFolderError) throw new NotARepositoryError(cwd, "missing", "", error);
    if (error instanceof GitError) throw new NotARepositoryError(cwd, "outside", error.stderr, error);
    throw error;
  }
}

/** The main checkout of a repository that is not bare; `undefined` where git keeps no trace of it. */
async function mainCheckout(cwd: string, commonDir: string, ask: Ask): Promise<string | undefined> {
  const linked = realpathSync(await ask(cwd, "--git-dir")) !== commonDir;
  if (!linked && (await ask(cwd, "--is-inside-work-tree")) === "true") return ask(cwd, "--show-toplevel");
  if (basename(commonDir) === ".git") return dirname(commonDir);
  // A submodule's git folder lies elsewhere and names its checkout here.
  const { stdout } = await readGit(commonDir, ["config", "--null", "--get", "core.worktree"], {
    accept: [1],
  });
  return stdout === "" ? undefined : resolve(commonDir, stdout.replace(/\0$/, ""));
}

/**
 * Makes sure that a commit can be made in the repository.
 *
 * @throws {GitIdentityMissingError}
 */
export async function ensureIdentity(
  repo: Pick<Repository, "root">,
  options: Pick<StepOptions, "signal"> = {},
): Promise<void> {
  try {
    await readGit(repo.root, ["var", "GIT_AUTHOR_IDENT"], options);
    await readGit(repo.root, ["var", "GIT_COMMITTER_IDENT"], options);
  } catch (error) {
    if (error instanceof GitError && !error.timedOut) throw new GitIdentityMissingError(error);
    throw error;
  }
}

/** The common dir of the repository that a worktree belongs to. */
export async function commonDirOfWorktree(worktree: string): Promise<string> {
  const { stdout } = await readGit(worktree, ["rev-parse", "--path-format=absolute", "--git-common-dir"]);
  return realpathSync(stdout);
}
