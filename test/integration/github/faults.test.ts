import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { waitForLock } from "../../../source/files/lock.ts";
import { readJournal } from "../../../source/store/journal.ts";
import { journalPath } from "../../../source/store/layout.ts";
import { eventually } from "../../support/eventually.ts";
import type { FaultyRequest } from "../../support/github/faults.ts";
import type { FaultKind } from "../../support/github/index.ts";
import { REAL_TIME } from "../../support/real-time.ts";
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

describe("ORC-002, ORC-005: the whole program", () => {
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
    await run.line(/cannot .* on GitHub: GitHub answered 503; again at/);
    expect(await run.done).toMatchObject({ exitCode: 4 });
    expect(outcome()).toEqual(AT_GATE);
  });

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
  });

  it("waits for the hour's end when the quota is used up, and asks nothing meanwhile", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    github.limits.set("owner", { remaining: 0, resetAt: Date.now() + 15_000 });
    const resetAt = github.limits.of("owner").resetAt;
    github.forgetRequests();
    github.world.comment(1, { by: "dana", body: "approved" });
    expect(await cli.run(["run", "--until", "done"])).toMatchObject({ exitCode: 0 });
    const early = github.requests.filter(({ at }) => at < resetAt);
    expect(early).toHaveLength(1);
  });

  it("ends at once on Ctrl-C while an answer does not come", REAL_TIME, async () => {
    const { github, cli } = project;
    github.faults.add({ kind: "hung", times: 100 });
    const run = cli.start(["new", FEATURE, "--wait", "gate"]);
    await eventually("it waits for GitHub", () => github.requests.length > 0);
    const asked = performance.now();
    run.kill("SIGINT");
    expect(await run.done).toMatchObject({ exitCode: 130 });
    expect(performance.now() - asked).toBeLessThan(3_000);
  });

  it("ends at once on SIGTERM while another process has the lock of the repository", REAL_TIME, async () => {
    const { cli } = project;
    const lock = await waitForLock(join(project.plans, "tracker/github.lock"));
    const run = cli.start(["new", FEATURE, "--wait", "gate"]);
    await eventually(
      "it is begun, and asks whose token it is",
      () => journals().length === 1 && project.github.requests.length > 0,
    );
    const asked = performance.now();
    run.kill("SIGTERM");
    expect(await run.done).toMatchObject({ exitCode: 130 });
    expect(performance.now() - asked).toBeLessThan(3_000);
    lock.release();
    expect(deferrals()).toEqual([]);
  });

  it("ends at once on SIGTERM while an approval asks the git remote", REAL_TIME, async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    const asked = join(project.root, "remote-asked");
    await project.git("remote", "set-url", "origin", "ssh://git.example/x.git");
    await project.git("config", "ssh.variant", "simple");
    await project.git("config", "core.sshCommand", `touch '${asked}'; exec sleep 20 #`);
    github.world.comment(1, { by: "dana", body: "approved" });
    const engine = cli.start(["run", "--until", "done"]);
    await eventually("the remote is asked", () => existsSync(asked));
    const killed = performance.now();
    engine.kill("SIGTERM");
    expect(await engine.done).toMatchObject({ exitCode: 130 });
    expect(performance.now() - killed).toBeLessThan(3_000);
    expect(project.state().decisions).toEqual([]);
  });

  it("ends at once on SIGTERM while gh does not say the token", REAL_TIME, async () => {
    const { cli } = project;
    const bin = join(project.root, "bin");
    const asked = join(project.root, "gh-asked");
    mkdirSync(bin);
    writeFileSync(join(bin, "gh"), `#!/bin/sh\ntouch '${asked}'\nexec sleep 20\n`, { mode: 0o755 });
    project.configure({ tracker: "github", repo: "github.com/acme/widgets" });
    const env = { GITHUB_GRAPHQL_URL: "", GH_TOKEN: "", PATH: `${bin}:${process.env.PATH}` };
    const run = cli.start(["new", FEATURE, "--wait", "gate"], { env });
    await eventually("gh is asked", () => existsSync(asked));
    const killed = performance.now();
    run.kill("SIGTERM");
    expect(await run.done).toMatchObject({ exitCode: 130 });
    expect(performance.now() - killed).toBeLessThan(3_000);
  });

  it("puts nothing off because it was ended in the middle of it", async () => {
    const { github, cli } = project;
    const hung = github.faults.add({
      kind: "hung",
      match: ({ operationName }) => operationName === "OrcAddComment",
    });
    const run = cli.start(["new", FEATURE, "--wait", "gate"]);
    await eventually("a comment is on its way", () => hung.befallen > 0);
    // One request at a time: by now a look at the issues, due every five seconds, waits behind it.
    const hungAt = github.requests.at(-1)?.at ?? Number.NaN;
    await eventually("a look is overdue", () => Date.now() - hungAt > 6_000);
    run.kill("SIGINT");
    expect(await run.done).toMatchObject({ exitCode: 130 });
    expect(deferrals()).toEqual([]);
    expect(await cli.run(["run", "--until", "gate"])).toMatchObject({ exitCode: 4 });
    expect(outcome()).toEqual(AT_GATE);
  });

  it("fetches the comments once while the announcement cannot be posted", async () => {
    const { github, cli } = project;
    const isAnnouncement = ({ variables }: FaultyRequest) =>
      JSON.stringify(variables).includes("ready for review");
    const refused = github.faults.add({ kind: "forbidden", times: 1_000, match: isAnnouncement });
    const engine = cli.start(["new", FEATURE, "--wait", "gate"]);
    await eventually("the announcement is refused", () => refused.befallen > 0);
    const count = (name: string) =>
      github.requests.filter(({ operationName }) => operationName === name).length;
    // What came within the last three seconds is looked at again: GitHub's times are whole seconds.
    await eventually("the issue has come to rest", () => {
      const moved = Date.parse(github.world.issue(1).updatedAt);
      return Date.now() - moved > 10_000;
    });
    const [looks, fetches] = [count("OrcWatchedIssues"), count("OrcComments")];
    await eventually("it is looked at again", () => count("OrcWatchedIssues") >= looks + 2, 30_000);
    expect(count("OrcComments")).toBe(fetches);
    refused.remove();
    github.world.comment(1, { by: "dana", body: "approved" });
    engine.kill("SIGINT");
    await engine.done;
  });
});

/** The journals of all workflows. */
function journals(): string[] {
  const files = readdirSync(project.plans, { recursive: true, withFileTypes: true });
  return files.flatMap(({ parentPath, name }) =>
    join(parentPath, name) === journalPath(parentPath) ? [journalPath(parentPath)] : [],
  );
}

/** What the journal says to have been put off. */
function deferrals(): unknown[] {
  expect(journals()).toHaveLength(1);
  return journals().flatMap((path) => {
    const { events = [] } = readJournal(path) ?? {};
    return events.filter(({ type }) => type === "deferred");
  });
}
