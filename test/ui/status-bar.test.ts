import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { TrackerHealth } from "../../source/orchestrator/session.ts";
import { factsLine } from "../../source/ui/text/facts.ts";
import { lineWidth } from "../../source/ui/text/segment.ts";
import { trackerFacts } from "../../source/ui/wording/tracker.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession, githubTracker } from "../support/fake-session.ts";
import { githubSession } from "../support/scenes.ts";
import { atGate, running } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const NOW = Date.parse("2026-03-14T15:09:26Z");

function words(change: Partial<TrackerHealth>, width = 200): string {
  return factsLine(trackerFacts(githubTracker(NOW, change), NOW), width)
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
      "✕ github acme/widgets: github.com cannot be reached (last heard 4 min ago) · Check the connection. · 4,812 left · again in 20 s",
    );
    expect(words(offline, 80)).toBe(
      "✕ github acme/widgets: github.com cannot be reached (last heard 4 min ago)",
    );
    expect(words(offline, 64)).toBe("✕ github: github.com cannot be reached (last heard 4 min ago)");
    expect(words(offline, 40)).toBe("✕ github: no answer for 4 min");
    expect(words(offline, 20)).toBe("✕ github: no answer");
  });

  it("warns of a low quota, and says when there is more of one that is used up", () => {
    const tone = (remaining: number) =>
      factsLine(trackerFacts(githubTracker(NOW, { quota: quota(remaining) }), NOW), 200).find(({ text }) =>
        text.includes(" left"),
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
        expect(lineWidth(factsLine(trackerFacts(tracker, NOW), width))).toBeLessThanOrEqual(width);
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
    [80, 24, " ✓ github acme/widgets · 4,812 left · next in 20 s · engine · 2 agents"],
  ])("drops at %dx%d what matters least", async (columns, rows, line) => {
    const { terminal } = driveDashboard(githubSession(Date.now()), columns, rows);
    await terminal.waitFor("q quit");
    expect(terminal.lines.at(-2)).toBe(line);
  });

  it("has the whole problem in the help where there is no room for it", async () => {
    const session = fakeSession({
      tracker: githubTracker(Date.now(), {
        problem: "github.com cannot be reached",
        remedy: "Check the connection.",
      }),
    });
    const { terminal } = driveDashboard(session, 40, 12);
    await terminal.waitFor("✕ github: no answer");
    terminal.type("?");
    await terminal.waitFor(/github acme\/widgets: github.com[\s│]+cannot be reached\. Check/);
  });

  it("does not draw again for every answer and every second", async () => {
    const session = fakeSession({ tracker: githubTracker(Date.now()) });
    session.show([atGate().workflow]);
    const { terminal } = driveDashboard(session);
    await terminal.waitFor("✓ github acme/widgets");
    await delay(600);
    const before = terminal.written.length;
    for (let answer = 0; answer < 4; answer++) {
      session.status.setState({ tracker: githubTracker(Date.now(), { quota: quota(4_000 - answer) }) });
      await delay(300);
    }
    expect(terminal.written.slice(before)).toBe("");
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
