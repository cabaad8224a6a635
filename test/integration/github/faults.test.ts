import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import type { FaultKind } from "../../support/github/index.ts";
import { FEATURE } from "../project.ts";
import { createGitHubProject, type GitHubProject, TOKEN } from "./project.ts";

let project: GitHubProject;

beforeEach(async () => {
  project = await createGitHubProject();
});
afterEach(async () => project.cleanup());

/** What a workflow at the gate has left on GitHub. */
function outcome() {
  const { world } = project.github;
  return {
    issues: world.issues.length,
    labels: world.labelsOf(1),
    comments: world.issue(1).comments.map(({ body }) => body.split(" ")[0]),
  };
}

const AT_GATE = { issues: 1, labels: ["status:awaiting-approval"], comments: ["🌱", "✅"] };

describe("the whole program", () => {
  it.each<[string, FaultKind, "before" | "after"]>([
    ["OrcCreateIssue", "dropped", "after"],
    ["OrcCreateIssue", "401", "after"],
    ["OrcAddComment", "truncated", "after"],
    ["OrcSwapLabels", "502-html", "before"],
    ["OrcCreateLabels", "403", "after"],
    ["OrcNewestIssues", "not-found", "before"],
  ])("comes to the same end when %s meets %j %s its effect", async (operation, kind, when) => {
    project.github.faults.add({ kind, when, match: ({ operationName }) => operationName === operation });
    expect(await project.cli.run(["new", FEATURE, "--wait", "gate"])).toMatchObject({ exitCode: 4 });
    expect(outcome()).toEqual(AT_GATE);
  });

  it("goes on by itself after an outage longer than its patience, and says that it waits", async () => {
    const { github, cli } = project;
    github.faults.add({ kind: "503", times: 9 });
    const run = cli.start(["new", FEATURE, "--wait", "gate"]);
    await run.line(/cannot .* on GitHub \(acme\/widgets\): GitHub answered 503; again at/);
    expect(await run.done).toMatchObject({ exitCode: 4 });
    expect(outcome()).toEqual(AT_GATE);
  }, 60_000);

  it.each(["issue:there", "step:issue:done", "comment:posted", "label:set"])(
    "doubles nothing when it is killed at %s",
    async (place) => {
      const { cli } = project;
      await cli.run(["new", FEATURE, "--wait", "gate"], { env: { ORC_TUI_TEST_CRASH_AT: place } });
      expect(await cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
      expect(outcome()).toEqual(AT_GATE);
    },
  );

  it("sends nothing more with a token that was refused, says how to mend it, and goes on with a good one", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    github.world.accounts.tokens.delete(TOKEN);
    const engine = cli.start(["run", "--json"]);
    const refusals = () => github.requests.filter(({ status }) => status === 401).length;
    await eventually("it was refused twice", () => refusals() === 2);
    const sent = github.requests.length;
    // Long enough for two more looks at the shortest interval.
    await delay(11_000);
    expect(github.requests).toHaveLength(sent);
    engine.kill("SIGINT");
    await engine.done;
    const refused = await cli.run(["comment", "1", "hello", "--json"]);
    expect(JSON.parse(refused.stderr)).toMatchObject({
      code: "TRACKER_UNAUTHORIZED",
      remedy: expect.stringContaining("gh auth login"),
    });
    github.world.accounts.giveToken(TOKEN, github.world.accounts.get("owner"));
    expect(await cli.run(["comment", "1", "hello"])).toMatchObject({ exitCode: 0 });
  }, 60_000);

  it("waits for the hour's end when the quota is used up, and asks nothing meanwhile", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    github.limits.set("owner", { remaining: 0, resetAt: Date.now() + 8_000 });
    const resetAt = github.limits.of("owner").resetAt;
    github.forgetRequests();
    github.world.comment(1, { by: "dana", body: "approved" });
    expect(await cli.run(["run", "--until", "done"])).toMatchObject({ exitCode: 0 });
    const early = github.requests.filter(({ at }) => at < resetAt);
    expect(early).toHaveLength(1);
  }, 60_000);

  it("ends at once on Ctrl-C while an answer does not come", async () => {
    const { github, cli } = project;
    github.faults.add({ kind: "hung", times: 100 });
    const run = cli.start(["new", FEATURE, "--wait", "gate"]);
    await eventually("it waits for GitHub", () => github.requests.length > 0);
    const asked = performance.now();
    run.kill("SIGINT");
    expect(await run.done).toMatchObject({ exitCode: 130 });
    expect(performance.now() - asked).toBeLessThan(3_000);
  });
});
