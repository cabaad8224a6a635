import { type GitHub, startGitHub } from "../../support/github/index.ts";
import { createProject, type Project, type ProjectOptions } from "../project.ts";

/** Appears nowhere but in the environment and in requests to GitHub. */
export const TOKEN = "ghp_canary5e1f0a7b9c3d";

export interface GitHubProject extends Project {
  readonly github: GitHub;
}

/** A project on the double, in a repository with a bare remote: dana may write, eve may not. */
export async function createGitHubProject(
  options: Pick<ProjectOptions, "settings" | "env"> = {},
): Promise<GitHubProject> {
  const github = await startGitHub();
  github.world.addRepository({ owner: "acme", name: "widgets" });
  github.world.addUser("owner", "ADMIN", TOKEN);
  github.world.addUser("dana", "WRITE");
  github.world.addUser("erin", "MAINTAIN");
  for (const [login, permission] of [
    ["reader", "READ"],
    ["triager", "TRIAGE"],
    ["eve", null],
    ["dana-", null],
    ["danah", null],
  ] as const)
    github.world.addUser(login, permission);
  github.world.addBot("helper");
  const project = await createProject({
    settings: { tracker: "github", repo: "acme/widgets", pollSeconds: 5, ...options.settings },
    env: { GITHUB_GRAPHQL_URL: github.url, GH_TOKEN: TOKEN, ...options.env },
  });
  return {
    ...project,
    github,
    async cleanup() {
      await project.cleanup();
      await github.close();
    },
  };
}
