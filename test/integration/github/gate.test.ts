import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readJournal } from "../../../source/store/journal.ts";
import { journalPath } from "../../../source/store/layout.ts";
import { eventually } from "../../support/eventually.ts";
import type { FaultyRequest } from "../../support/github/faults.ts";
import type { World } from "../../support/github/world/world.ts";
import { FEATURE } from "../project.ts";
import { createGitHubProject, type GitHubProject } from "./project.ts";

let project: GitHubProject;

beforeEach(async () => {
  project = await createGitHubProject();
});
afterEach(async () => project.cleanup());

type Init = Parameters<World["comment"]>[1];
type Commented = ReturnType<World["comment"]>;

/** None of these opens the gate: what it is, the comment, and what is said of it. */
const REFUSED: readonly (readonly [what: string, comment: Init, reason: RegExp])[] = [
  ["a reader", { by: "reader", body: "approved" }, /reader has no write permission/],
  ["somebody with triage", { by: "triager", body: "/approve" }, /triager has no write permission/],
  ["an outsider", { by: "eve", body: "LGTM" }, /eve has no write permission/],
  ["a login that begins like a writer's", { by: "danah", body: "approved" }, /danah has no write permission/],
  [
    "a login that a fuzzy search takes for a writer's",
    { by: "dana-", body: "approved" },
    /dana- has no write/,
  ],
  ["a member by association only", { by: "eve", body: "approve", association: "MEMBER" }, /eve has no write/],
  ["a bot", { by: "helper[bot]", body: "approved" }, /helper\[bot\] is a bot/],
  ["a deleted account", { by: null, body: "approved" }, /account has been deleted/],
  ["a negation", { by: "dana", body: "not approved" }, /without making one/],
  ["a wish", { by: "dana", body: "I would have approved" }, /without making one/],
  ["a quotation", { by: "dana", body: "> approved\n\nnice words" }, /without making one/],
  ["code", { by: "dana", body: "```\napproved\n```" }, /without making one/],
  ["a second line", { by: "dana", body: "Thank you.\napproved" }, /without making one/],
  ["an edited comment", { by: "dana", body: "approved", edited: true }, /edited/],
  ["a minimised comment", { by: "dana", body: "approved", minimized: true }, /minimised/],
  ["an e-mail", { by: "dana", body: "approved", viaEmail: true }, /e-mail/],
  ["an outsider's objection", { by: "eve", body: "changes requested: everything" }, /eve has no write/],
];

describe("ORC-004: the gate", () => {
  it("stays shut for everything that is no approval, and says why, once each", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    for (const [, comment] of REFUSED) github.world.comment(1, comment);
    const engine = cli.start(["run", "--until", "done"]);
    await project.until("all are judged", ({ decisions }) => decisions.length >= REFUSED.length);
    await looks(2);
    const { state, decisions } = project.state();
    expect(state).toBe("GATE_1");
    expect(decisions.map(({ verdict }) => verdict)).toEqual(REFUSED.map(() => "refused"));
    for (const [index, [what, , reason]] of REFUSED.entries())
      expect(decisions[index]?.reason, what).toMatch(reason);
    const journal = readJournal(journalPath(join(project.plans, "1")))?.events ?? [];
    expect(journal.filter(({ type }) => type === "decision_refused")).toHaveLength(REFUSED.length);
    for (const [, , reason] of REFUSED) expect(engine.output.stderr).toMatch(reason);

    github.world.comment(1, { by: "dana", body: "approved" });
    expect(await engine.done).toMatchObject({ exitCode: 0 });
    expect(project.state().decisions).toHaveLength(REFUSED.length + 1);
  });

  it("does not open by a comment from before it opened, nor by one edited into an approval later", async () => {
    const { github, cli } = project;
    project.agent.hold();
    const engine = cli.start(["new", FEATURE, "--wait", "done"]);
    await project.until("the agent works", ({ runs }) => runs[0]?.launchedAt != null);
    github.world.comment(1, { by: "dana", body: "approved" });
    const talk = github.world.comment(1, { by: "dana", body: "looking at it" });
    await project.until("the hasty one is refused", ({ decisions }) => decisions.length === 1);
    project.agent.letGo();
    await project.until("the gate", ({ state }) => state === "GATE_1");
    github.world.editComment(talk, "approved");
    await project.until("the edited one is refused", ({ decisions }) => decisions.length === 2);
    expect(project.state().decisions.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("gate was not open"),
      expect.stringContaining("edited"),
    ]);
    expect(project.state().state).toBe("GATE_1");
    github.world.comment(1, { by: "dana", body: "approved" });
    expect(await engine.done).toMatchObject({ exitCode: 0 });
  });

  it("does not open for a plan that has changed since, and opens for the new one", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    const reviewed = project.state().planRevision;
    writeFileSync(join(project.worktree, ".plans/1/specs/requirements.md"), "# Something else\n");
    github.world.comment(1, { by: "dana", body: "approved" });
    const engine = cli.start(["run", "--until", "done"]);
    const { decisions, planRevision } = await project.until(
      "the new plan is announced",
      (each) => each.planRevision !== reviewed && each.comments.every(({ commentId }) => commentId !== null),
    );
    expect(decisions).toMatchObject([{ verdict: "refused", by: "github:dana", planRevision: reviewed }]);
    github.world.comment(1, { by: "dana", body: "approved" });
    expect(await engine.done).toMatchObject({ exitCode: 0 });
    expect(project.state()).toMatchObject({ state: "DONE", planRevision });
  });

  it("lets an objection outweigh an approval, and gives all reviewers' words to the agent", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    github.world.comment(1, { by: "dana", body: "approved" });
    github.world.comment(1, { by: "erin", body: "changes requested: tables" });
    github.world.comment(1, { by: "dana", body: "/reject then also logout" });
    const engine = cli.start(["run"]);
    await project.until("the second gate", ({ state, runs }) => state === "GATE_1" && runs.length === 2);
    expect(project.state().decisions).toMatchObject([
      {
        verdict: "refused",
        by: "github:dana",
        reason: expect.stringContaining("erin has asked for changes"),
      },
      { verdict: "changes_requested", by: "github:erin" },
      { verdict: "changes_requested", by: "github:dana", reason: "then also logout" },
    ]);
    const prompt = project.agent.note("1-2", "prompt");
    expect(prompt).toContain("github:erin: tables");
    expect(prompt).toContain("github:dana: then also logout");
    // What came before the new announcement is no word on the new plan.
    await looks(2);
    expect(project.state()).toMatchObject({ state: "GATE_1", revisionsRequested: 1 });
    engine.kill("SIGINT");
    await engine.done;
  });

  it("asks for the permission at the moment of acting", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    github.world.setPermission("dana", "READ");
    github.world.comment(1, { by: "dana", body: "approved" });
    const engine = cli.start(["run", "--until", "done"]);
    await project.until("refused", ({ decisions }) => decisions.length === 1);
    github.world.setPermission("eve", "WRITE");
    github.world.comment(1, { by: "eve", body: "approved" });
    expect(await engine.done).toMatchObject({ exitCode: 0 });
    expect(project.state().history.at(-1)?.by).toBe("github:eve");
  });

  it.each<[string, (world: World, approval: Commented) => void]>([
    ["is deleted", (world, approval) => world.deleteComment(approval)],
    ["is edited", (world, approval) => world.editComment(approval, "approved, but later")],
  ])("does not open for an approval that %s while its author is asked about", async (_what, withdraw) => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    const asked = github.faults.add({ kind: { slow: 1_000 }, match: isPermission });
    const approval = github.world.comment(1, { by: "dana", body: "approved" });
    const engine = cli.start(["run", "--until", "done"]);
    await eventually("dana is asked about", () => asked.befallen > 0);
    withdraw(github.world, approval);
    await looks(2);
    expect(project.state().state).toBe("GATE_1");
    github.world.comment(1, { by: "erin", body: "approved" });
    expect(await engine.done).toMatchObject({ exitCode: 0 });
    expect(project.state().history.at(-1)?.by).toBe("github:erin");
  });

  it("does not open when an objection comes while the approval's author is asked about", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    const asked = github.faults.add({ kind: { slow: 1_000 }, match: isPermission });
    github.world.comment(1, { by: "dana", body: "approved" });
    const engine = cli.start(["run"]);
    await eventually("dana is asked about", () => asked.befallen > 0);
    github.world.comment(1, { by: "erin", body: "changes requested: wait" });
    await project.until("the second gate", ({ state, runs }) => state === "GATE_1" && runs.length === 2);
    expect(project.state().decisions).toMatchObject([
      { verdict: "refused", by: "github:dana" },
      { verdict: "changes_requested", by: "github:erin", reason: "wait" },
    ]);
    engine.kill("SIGINT");
    await engine.done;
  });

  it("waits where an objection's author cannot be asked about just now", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    const isErin = (request: FaultyRequest) => isPermission(request) && request.variables.login === "erin";
    github.faults.add({ kind: "503", times: 4, match: isErin });
    github.world.comment(1, { by: "dana", body: "approved" });
    github.world.comment(1, { by: "erin", body: "changes requested: wait" });
    const engine = cli.start(["run"]);
    await project.until("the second gate", ({ state, runs }) => state === "GATE_1" && runs.length === 2);
    expect(project.state().decisions.map(({ by }) => by)).toEqual(["github:dana", "github:erin"]);
    expect(engine.output.stderr).toMatch(/github acme\/widgets: cannot ask who may approve .*503/);
    engine.kill("SIGINT");
    await engine.done;
  });

  it("opens for a listed approver whatever strangers say who cannot be asked about", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    project.configure({ tracker: "github", repo: "acme/widgets", pollSeconds: 5, approvers: ["dana"] });
    github.faults.add({ kind: "forbidden", times: 1_000, match: isPermission });
    github.world.comment(1, { by: "eve", body: "changes requested: everything" });
    github.world.comment(1, { by: "dana", body: "approved" });
    expect(await cli.run(["run", "--until", "done"])).toMatchObject({ exitCode: 0 });
    expect(project.state().decisions).toMatchObject([{ verdict: "approved", by: "github:dana" }]);
  });

  it("says what helps where nobody can be asked about", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    const forbidden = github.faults.add({ kind: "forbidden", times: 1_000, match: isPermission });
    github.world.comment(1, { by: "dana", body: "approved" });
    const engine = cli.start(["run", "--until", "done"]);
    await engine.line(/github acme\/widgets: cannot ask who may approve .*"Metadata: read"/);
    await looks(2);
    expect(engine.output.stderr.match(/cannot ask who may approve/g)).toHaveLength(1);
    forbidden.remove();
    expect(await engine.done).toMatchObject({ exitCode: 0 });
  });

  it("opens for a listed approver without any permission", async () => {
    const { github, cli } = project;
    await cli.run(["new", FEATURE, "--wait", "gate"]);
    project.configure({ tracker: "github", repo: "acme/widgets", pollSeconds: 5, approvers: ["EVE"] });
    github.world.comment(1, { by: "eve", body: "approved" });
    expect(await cli.run(["run", "--until", "done"])).toMatchObject({ exitCode: 0 });
  });
});

function isPermission({ operationName }: FaultyRequest): boolean {
  return operationName === "OrcPermission";
}

/** Waits until the issues have been looked at so many times more. */
async function looks(count: number): Promise<void> {
  const asked = () =>
    project.github.requests.filter(({ operationName }) => operationName === "OrcWatchedIssues").length;
  const before = asked();
  await eventually("more looks", () => asked() >= before + count, 30_000);
}
