import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { FEATURE } from "../project.ts";
import { createGitHubProject, type GitHubProject, TOKEN } from "./project.ts";

let project: GitHubProject;
afterEach(async () => project.cleanup());

/** Every file below a folder that holds the token, symbolic links not followed. */
function filesWithToken(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(TOKEN));
}

/** Command lines and environments of all processes, but those of the tests and of the program itself. */
function commandLines(): string {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => quietly(`/proc/${pid}/cmdline`)).join("\n");
}

function quietly(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

describe("the token", () => {
  it("stands in no file, no output, no process list and not in the agent's environment, faults included", async () => {
    project = await createGitHubProject({ env: { ORC_TUI_DEBUG: "1" } });
    const { github, cli } = project;
    const kinds = [
      "502-html",
      "truncated",
      "dropped",
      "partial",
      "401",
      "403",
      "something-went-wrong",
    ] as const;
    for (const [index, kind] of kinds.entries())
      github.faults.add({
        kind,
        when: index % 2 === 0 ? "before" : "after",
        match: (request) => request.index === 3 * index,
      });
    project.agent.hold();
    const run = cli.start(["new", FEATURE, "--wait", "gate"]);
    await project.until("the agent is at work", ({ runs }) => runs[0]?.launchedAt != null);
    const note = join(project.agent.path, "1-1/pid");
    const agentPid = await eventually("it has noted its pid", () => quietly(note).trim() || null);
    const environments = [agentPid].map((pid) => quietly(`/proc/${pid}/environ`)).join("\n");
    expect(environments).toContain("ORC_RUN_ID");
    expect(environments).not.toContain(TOKEN);
    expect(commandLines()).not.toContain(TOKEN);
    project.agent.letGo();
    const finished = await run.done;
    expect(finished.exitCode).toBe(4);
    github.world.accounts.tokens.delete(TOKEN);
    const refused = await cli.run(["doctor"]);
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain("does not accept the token");
    const comment = await cli.run(["comment", "1", "hello", "--json"]);
    expect(comment.exitCode).toBe(1);
    for (const { stdout, stderr } of [finished, refused, comment])
      expect(stdout + stderr).not.toContain(TOKEN);
    expect(filesWithToken(project.root)).toEqual([]);
    // The double did see it: this test can fail.
    expect(github.requests.every(({ authorization }) => authorization === `token ${TOKEN}`)).toBe(true);
  });

  it("goes to no host that it is not for", async () => {
    project = await createGitHubProject({ env: { GITHUB_GRAPHQL_URL: "" } });
    project.configure({ tracker: "github", repo: "git.example.invalid/acme/widgets" });
    const { exitCode, stdout } = await project.cli.run(["doctor"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/no token for git\.example\.invalid/);
    expect(project.github.requests).toEqual([]);
  });
});
