import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { TrackerHealth } from "../../source/orchestrator/session.ts";
import { factsLine } from "../../source/ui/text/facts.ts";
import { lineWidth } from "../../source/ui/text/segment.ts";
import { trackerFacts, type Ways } from "../../source/ui/wording/tracker.ts";
import { OrcError } from "../../source/workflow/errors.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession, githubTracker } from "../support/fake-session.ts";
import { githubSession } from "../support/scenes.ts";
import { atGate, PLAN, running, ScriptedWorkflow } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const NOW = Date.parse("2026-03-14T15:09:26Z");

const PULL_REQUEST = { number: 31, url: "https://github.com/acme/widgets/pull/31" };

const DAY_S = 24 * 60 * 60;

const WAYS = { why: "?", now: "ctrl-r" };

function words(change: Partial<TrackerHealth>, width = 200, ways: Ways = WAYS): string {
  return factsLine(trackerFacts(githubTracker(NOW, change), NOW, ways), width)
    .map(({ text }) => text)
    .join("");
}

const ago = (milliseconds: number) => new Date(NOW - milliseconds).toISOString();
const quota = (remaining: number) => ({ remaining, limit: 5_000, resetAt: ago(-600_000) });

describe("what the status bar says of the tracker", () => {
  it("is where it is, what is left, and when it is asked next", () => {
    expect(words({})).toBe("✓ github acme/widgets · 4,812 left · next in 20 s");
  });

  it("counts in steps of five seconds below a minute, in minutes above", () => {
    expect(words({ nextPollAt: ago(-1_200) })).toContain("next in 5 s");
    expect(words({ nextPollAt: ago(-12_000) })).toContain("next in 15 s");
    expect(words({ nextPollAt: ago(-58_000) })).toContain("next in 1 min");
    expect(words({ nextPollAt: ago(-150_000) })).toContain("next in 2 min");
    expect(words({ nextPollAt: ago(1_000) })).toContain("next now");
    expect(words({ nextPollAt: null })).not.toContain("next");
  });

  it("is how old it is where it is old", () => {
    expect(words({ checkedAt: ago(5 * 60_000) })).toContain("○ github acme/widgets (stale: 5 min ago)");
    expect(words({ checkedAt: null })).toContain("○ github acme/widgets ·");
  });

  it("is the problem with its remedy as far as there is room, and never half a word", () => {
    const offline = {
      problem: "github.com cannot be reached",
      remedy: "Check the connection.",
      checkedAt: ago(240_000),
    };
    expect(words(offline)).toBe(
      "✕ github acme/widgets: github.com cannot be reached (last heard 4 min ago) · Check the connection. · again in 20 s, ctrl-r now",
    );
    expect(words(offline, 80)).toBe(
      "✕ github: github.com cannot be reached (last heard 4 min ago) · ctrl-r now",
    );
    expect(words(offline, 64)).toBe("✕ github: github.com cannot be reached (last heard 4 min ago)");
    expect(words(offline, 40)).toBe("✕ github: github.com cannot be reached");
    expect(words(offline, 36)).toBe("✕ github: trouble for 4 min, ? why");
    expect(words(offline, 30)).toBe("✕ github: trouble, ? why");
    expect(words(offline, 200, { why: "F1", now: null })).toMatch(/ · again in 20 s$/);
    expect(words(offline, 30, { why: "F1", now: null })).toBe("✕ github: trouble, F1 why");
  });

  it("warns of a low quota, and says when there is more of one that is used up", () => {
    const tone = (remaining: number) =>
      factsLine(trackerFacts(githubTracker(NOW, { quota: quota(remaining) }), NOW, WAYS), 200).find(
        ({ text }) => text.includes(" left"),
      )?.tone;
    expect(tone(500)).toBe("muted");
    expect(tone(499)).toBe("gate");
    expect(words({ quota: quota(0) })).toMatch(/0 left, more at \d\d:\d\d · next/);
  });

  it("fits whatever the width, as long as there is room for the name", () => {
    const problems = fc.constantFrom(null, "github.com cannot be reached", "the token is not accepted");
    const widths = fc.integer({ min: 24, max: 220 });
    fc.assert(
      fc.property(problems, widths, fc.nat(5_000), (problem, width, remaining) => {
        const tracker = githubTracker(NOW, { problem, remedy: "Mend it.", quota: quota(remaining) });
        expect(lineWidth(factsLine(trackerFacts(tracker, NOW, WAYS), width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe("the status bar", () => {
  it("leaves the local tracker's line as it was", async () => {
    const { terminal } = driveDashboard(fakeSession());
    await terminal.waitFor(/^ ○ local · engine$/m);
  });

  it.each([
    [40, 12, " ✓ github acme/widgets · 2 agents"],
    [80, 24, " ✓ github acme/widgets · 4,812 left · next in 20 s · 2 agents · $0.82 today"],
  ])("drops at %dx%d what matters least", async (columns, rows, line) => {
    const { terminal } = driveDashboard(githubSession(Date.now()), columns, rows);
    await terminal.waitFor("q quit");
    expect(terminal.lines.at(-2)).toBe(line);
  });

  it("leaves out what a warning has no room for, rather than a letter of it", async () => {
    const { terminal } = driveDashboard(fakeSession({ untrusted: ["npm ci"] }), 40, 12);
    await terminal.waitFor(/^ +! commands wait for your trust: T$/m);
  });

  it("has the whole problem in the help where there is no room for it", async () => {
    const session = fakeSession({
      tracker: githubTracker(Date.now(), {
        problem: "github.com cannot be reached",
        remedy: "Check the connection.",
      }),
    });
    const { terminal } = driveDashboard(session, 40, 12);
    await terminal.waitFor("✕ github: github.com cannot be reached");
    terminal.type("?");
    await terminal.waitFor(/github acme\/widgets: github.com[\s│]+cannot be reached\. Check/);
  });

  it("tells what agents have cost today, and nothing of other days or of those that do not say", async () => {
    const yesterday = new ScriptedWorkflow(1, "Old", Date.now(), 2 * DAY_S).prepared().runStarted();
    yesterday.runEnded(60, { inputTokens: 1, outputTokens: 1, costUsd: 40 });
    const session = fakeSession();
    session.show([yesterday.workflow, running().workflow]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("1 agent");
    expect(terminal.text).not.toContain("today");
    const usages = [0.82, 1.5].map((costUsd) => ({ inputTokens: 1, outputTokens: 1, costUsd }));
    const ended = usages.map((usage, at) => {
      const started = new ScriptedWorkflow(2 + at, "New", Date.now(), 0).prepared().runStarted();
      return started.runEnded(0, usage).workflow;
    });
    session.show([yesterday.workflow, ...ended]);
    await terminal.waitFor("$2.32 today");
  });

  it("does not draw again for every answer and every second", async () => {
    const session = fakeSession({ tracker: githubTracker(Date.now()) });
    session.show([atGate().workflow]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("✓ github acme/widgets");
    await terminal.untilStill(600);
    const before = terminal.written.length;
    for (let answer = 0; answer < 4; answer++) {
      session.status.setState({ tracker: githubTracker(Date.now(), { quota: quota(4_000 - answer) }) });
      await delay(300);
    }
    expect(terminal.written.slice(before)).toBe("");
  });

  it("asks the tracker again at once, and says how that went", async () => {
    const session = fakeSession({
      tracker: githubTracker(Date.now(), { problem: "no connection", remedy: "It is tried again." }),
    });
    session.show([running().workflow]);
    const { terminal } = driveDashboard(session, 120, 30);
    await terminal.waitFor("again in 20 s, ctrl-r now");
    session.failure = new OrcError("TRACKER_UNAVAILABLE", "still no connection", "Check the network.");
    terminal.type("\u0012");
    await terminal.waitFor(/✕ still no connection\s+Check the network\./);
    terminal.type("\u0012");
    await terminal.waitFor("✓ github has answered");
    expect(session.calls).toEqual(["askTracker", "askTracker"]);
    session.status.setState({ engine: { kind: "follower", enginePid: 7, isSilent: false } });
    terminal.type("\u0012");
    await terminal.waitFor("another process asks github");
    expect(session.calls).toHaveLength(2);
  });

  it("does not ask the tracker about what has ended, unless it is a pull request that has not", async () => {
    const session = fakeSession({ tracker: githubTracker(Date.now()) });
    const { workflow } = atGate()
      .raise(1, { type: "approval_received", planRevision: PLAN, commentId: null }, "cli:dev")
      .raise(1, { type: "pull_request_opened", ...PULL_REQUEST });
    session.show([{ ...workflow, pullRequest: null }]);
    const { terminal } = driveDashboard(session, 120, 30);
    await terminal.waitFor("✓ github acme/widgets");
    terminal.type("\u0012");
    await terminal.waitFor("there is nothing to ask github about");
    expect(session.calls).toEqual([]);
    session.show([workflow]);
    terminal.type("\u0012");
    await terminal.waitFor("✓ github has answered");
    expect(session.calls).toEqual(["askTracker"]);
    const merged = {
      ...PULL_REQUEST,
      isDraft: false,
      state: "merged",
      checks: "none",
      review: "none",
    } as const;
    session.status.setState({ pullRequests: { [workflow.id]: merged } });
    terminal.type("\u0012");
    await terminal.waitFor("there is nothing to ask github about");
    expect(session.calls).toHaveLength(1);
  });

  it("says at once that the tracker does not answer any more", async () => {
    const session = fakeSession({ tracker: githubTracker(Date.now()) });
    session.show([running().workflow]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("✓ github acme/widgets");
    session.status.setState({ tracker: githubTracker(Date.now(), { problem: "no network" }) });
    await terminal.waitFor("✕ github acme/widgets: no network");
  });
});
