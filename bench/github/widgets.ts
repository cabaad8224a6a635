import { join } from "node:path";
import { execa } from "execa";
import { type GitHub, startGitHub } from "../../test/support/github/index.ts";
import type { Program, Stage } from "../stage.ts";

/** The shortest that orc-tui takes. */
export const POLL_SECONDS = 5;
/** The one request of a look. */
export const LOOK = "OrcWatchedIssues";
const TOKEN = "ghp_bench";

/** A repository whose issues are on a GitHub in this very process: whoever blocks it blocks the other side. */
export interface Widgets {
  readonly github: GitHub;
  readonly plans: string;
  orcTui(...args: readonly string[]): Program;
  close(): Promise<void>;
}

/** With a bare remote; dana may approve. */
export async function openWidgets(stage: Stage, name: string): Promise<Widgets> {
  const github = await startGitHub();
  github.world.addRepository({ owner: "acme", name: "widgets" });
  github.world.addUser("owner", "ADMIN", TOKEN);
  github.world.addUser("dana", "WRITE");
  const settings = { tracker: "github", repo: "acme/widgets", pollSeconds: POLL_SECONDS };
  const repository = stage.createRepository(name, "write", settings);
  const remote = join(stage.folder, `${name}.git`);
  const git = (...args: string[]) =>
    execa("git", args, { cwd: repository, env: stage.environment, extendEnv: false });
  await git("init", "--quiet", "--bare", "--initial-branch=main", remote);
  await git("remote", "add", "origin", remote);
  await git("push", "--quiet", "--set-upstream", "origin", "main");
  return {
    github,
    plans: join(repository, ".plans"),
    orcTui: (...args) => stage.start(repository, args, { GITHUB_GRAPHQL_URL: github.url, GH_TOKEN: TOKEN }),
    close: () => github.close(),
  };
}
