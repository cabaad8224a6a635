import { afterEach, describe, expect, it } from "vitest";
import type { PullRequestStatus } from "../../source/orchestrator/session.ts";
import { OrcError } from "../../source/workflow/errors.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession, githubTracker } from "../support/fake-session.ts";
import { githubSession } from "../support/scenes.ts";
import { atGate, running, ScriptedWorkflow, withWorkflows } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

function onGithub(...workflows: readonly ScriptedWorkflow[]) {
  const session = withWorkflows(...workflows);
  session.status.setState({ tracker: githubTracker(Date.now()) });
  return session;
}

const URL = "https://github.com/acme/widgets/pull/31";
const PULL_REQUEST: PullRequestStatus = {
  number: 31,
  url: URL,
  state: "open",
  isDraft: true,
  checks: "failed",
  review: "none",
};

describe("label drift", () => {
  it("is told in the list and in the detail, and repaired by a key", async () => {
    const session = onGithub(atGate());
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("Waiting for your approval");
    expect(terminal.text).not.toContain("≠");
    session.status.setState({ drift: { w1: ["status:done"] } });
    await terminal.waitFor("≠ labels on the issue: status:done (should be status:awaiting-approval)");
    await terminal.waitFor("— L repairs");
    await terminal.waitFor(/▌◆ Add search +≠ #1/);
    terminal.type("L");
    await terminal.waitFor("The status label is being put back");
    expect(session.calls).toEqual(["repairLabels w1"]);
    await terminal.waitFor((screen) => !screen.includes("≠"));
  });

  it("says so where the issue has no status label at all", async () => {
    const session = onGithub(atGate());
    session.status.setState({ drift: { w1: [] } });
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("labels on the issue: no status label (should be status:awaiting-approval)");
  });

  it("cannot be repaired where there is no issue yet", async () => {
    const session = onGithub(new ScriptedWorkflow(4, "New", Date.now(), 5));
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Not started yet");
    terminal.type("L");
    await terminal.waitFor("repair labels: there is no issue yet");
    expect(session.calls).toEqual([]);
  });
});

describe("the pull request", () => {
  it("is opened after a question that names what will happen", async () => {
    const session = onGithub(atGate());
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor("Waiting for your approval");
    terminal.type("P");
    await terminal.waitFor("Open a pull request");
    const said = terminal.text.replaceAll(/[│\s]+/g, " ");
    expect(said).toContain(
      "A draft pull request from branch 1-add-search into main is opened on github acme/widgets, linked to issue #1.",
    );
    expect(said).toContain("public");
    terminal.type("\r");
    await terminal.settle();
    expect(session.calls).toEqual([]);
    terminal.type("y");
    await terminal.waitFor("Pull request #31 is there");
    await terminal.waitFor(URL);
    expect(session.calls).toEqual(["openPullRequest w1"]);
    terminal.type("j");
    await terminal.waitFor(/▸ PR #31 +https/);
    terminal.type("P");
    await terminal.waitFor(`pull request: PR #31 is there already: ${URL}`);
  });

  it("shows its checks and its review in the list and in the detail", async () => {
    const session = onGithub(atGate());
    session.raise("w1", { type: "pull_request_opened", number: 31, url: URL });
    const { terminal } = driveDashboard(session, 200, 60);
    await terminal.waitFor("review the plan · PR #31");
    for (const [change, words] of [
      [{}, "PR #31 draft · checks failed"],
      [{ checks: "passed", isDraft: false, review: "approved" }, "PR #31 · checks passed · approved"],
      [{ checks: "pending", review: "required" }, "PR #31 draft · checks pending · review required"],
      [
        { checks: "unreadable", review: "changes_requested" },
        "PR #31 draft · checks unreadable · changes requested",
      ],
      [{ checks: "none" }, "PR #31 draft"],
      [{ state: "merged" }, "PR #31 merged"],
    ] as const) {
      session.status.setState({ pullRequests: { w1: { ...PULL_REQUEST, ...change } } });
      await terminal.waitFor(`▸ ${words}  ${URL}`);
      expect(terminal.lines[4]).toContain("review the plan · PR #31");
    }
  });

  it("is in a narrow list by its number and a sign", async () => {
    const { terminal } = driveDashboard(githubSession(Date.now()), 80, 24);
    await terminal.waitFor("PR #31 ✕");
  });

  it("can be opened again once it is closed, not once it is merged", async () => {
    const session = onGithub(atGate());
    session.raise("w1", { type: "pull_request_opened", number: 31, url: URL });
    session.status.setState({ pullRequests: { w1: { ...PULL_REQUEST, state: "merged" } } });
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("PR #31 merged");
    terminal.type("P");
    await terminal.waitFor("pull request: PR #31 has been merged");
    session.status.setState({ pullRequests: { w1: { ...PULL_REQUEST, state: "closed" } } });
    terminal.type("P");
    await terminal.waitFor("Open a pull request");
  });

  it("is refused with the reason: by the local tracker, before the branch, after a failure", async () => {
    const local = driveDashboard(withWorkflows(atGate())).terminal;
    await local.waitFor("Add search");
    local.type("P");
    await local.waitFor("the local tracker has no pull requests");
    const early = driveDashboard(
      onGithub(new ScriptedWorkflow(4, "New", Date.now(), 9).prepared(2)),
    ).terminal;
    await early.waitFor("New");
    early.type("P");
    await early.waitFor("the branch has not been pushed yet");
    const session = onGithub(atGate());
    session.failure = new OrcError(
      "FORBIDDEN",
      "the token may not open pull requests",
      "Give it that permission.",
    );
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("Add search");
    terminal.type("P");
    await terminal.waitFor("Open a pull request");
    terminal.type("y");
    await terminal.waitFor("Give it that permission.");
  });
});

describe("what is put off", () => {
  it("is told with the time when it is tried again", async () => {
    const retryAt = new Date(2026, 2, 14, 15, 9, 26).toISOString();
    const session = onGithub(
      running().raise(2, { type: "deferred", effect: "label", message: "GitHub answers 502", retryAt }),
    );
    const { terminal } = driveDashboard(session, 120, 40);
    await terminal.waitFor(/· could not set the status label: GitHub answers 502; again/);
    await terminal.waitFor(/again at (?:03-14 15:09|15:09:26)/);
    session.raise("w2", {
      type: "deferred",
      effect: "comment:branch",
      message: "x",
      retryAt: "2026-01-01T00:00:00.000Z",
    });
    await terminal.waitFor("could not announce the branch on the issue: x");
    await terminal.waitFor("(and 1 more)");
    session.raise("w2", { type: "label_synced", label: "status:phase-2" });
    await terminal.waitFor((screen) => !screen.includes("(and 1 more)"));
  });
});

describe("a comment", () => {
  it("is written in a form that says where it goes, and is kept when it cannot be posted", async () => {
    const session = onGithub(running());
    const { terminal } = driveDashboard(session, 80, 24);
    await terminal.waitFor("Dark mode");
    terminal.type("c");
    await terminal.waitFor("It will be posted on issue #2 (github acme/widgets, public).");
    terminal.type("\u0013");
    await terminal.waitFor("Write what you want to say.");
    terminal.type("The e-mail may be empty.");
    await terminal.waitFor("may be empty.");
    session.failure = new OrcError("OFFLINE", "github.com cannot be reached", "Check the connection.");
    terminal.type("\u0013");
    await terminal.waitFor("Check the connection.");
    await terminal.waitFor("The e-mail may be empty.");
    terminal.type("\u0013");
    await terminal.waitFor("Comment posted");
    expect(session.calls.at(-1)).toBe('comment w2 "The e-mail may be empty."');
  });

  it("is not public with the local tracker, and needs an issue", async () => {
    const { terminal } = driveDashboard(withWorkflows(running()), 40, 12);
    await terminal.waitFor("Dark mode");
    terminal.type("c");
    await terminal.waitFor("posted on issue #2.");
    expect(terminal.text).not.toContain("public");
    await terminal.waitFor("ctrl-s post   esc close ─");
    const early = driveDashboard(withWorkflows(new ScriptedWorkflow(4, "New", Date.now(), 5))).terminal;
    await early.waitFor("Not started yet");
    early.type("c");
    await early.waitFor("comment: there is no issue yet");
  });
});

describe("the questions on GitHub", () => {
  it("say where the comment of an approval appears", async () => {
    const { terminal } = driveDashboard(onGithub(atGate()));
    await terminal.waitFor("Waiting for your approval");
    terminal.type("A");
    await terminal.waitFor("A comment on issue #1 (github acme/widgets) says so in your name.");
  });

  it("say where the words of a review and a new issue appear", async () => {
    const { terminal } = driveDashboard(onGithub(atGate()), 120, 40);
    await terminal.waitFor("Waiting for your approval");
    terminal.type("r");
    await terminal.waitFor("they are posted");
    expect(terminal.text.replaceAll(/[│\s]+/g, " ")).toContain(
      "posted on issue #1 (github acme/widgets, public)",
    );
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("Request changes"));
    terminal.type("n");
    await terminal.waitFor(/An issue on github[\s│]+acme\/widgets is made of it/);
    const local = driveDashboard(fakeSession()).terminal;
    await local.waitFor("No workflows");
    local.type("n");
    await local.waitFor("Describe the feature.");
    expect(local.text).not.toContain("is made of it");
  });
});
