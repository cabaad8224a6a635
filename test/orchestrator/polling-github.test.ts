import { afterEach, describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { type Polling, startPolling } from "../../source/orchestrator/polling.ts";
import type { SessionStatus } from "../../source/orchestrator/session.ts";
import type { TalkDesk } from "../../source/orchestrator/talk-desk.ts";
import type { Workspace } from "../../source/orchestrator/workspace.ts";
import { IssueNotFoundError, TrackerUnavailableError } from "../../source/tracker/errors.ts";
import type { Poll, PullRequestStatus, Watch } from "../../source/tracker/tracker.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { eventually } from "../support/eventually.ts";
import { fakeSession } from "../support/fake-session.ts";
import { APPROVAL, GATE, workflowAfter } from "../workflow/journey.ts";

const START = Date.parse("2026-01-01T12:00:00.000Z");
const OUTAGE = new TrackerUnavailableError("no answer in time", "It is tried again by itself.");
const NOTHING: Poll = { seen: [], changed: [], failed: [] };
const TALK: TalkDesk = { put: () => {}, glance: () => {}, load: () => {} };

const pollings: Polling[] = [];
afterEach(async () => {
  await Promise.all(pollings.splice(0).map((polling) => polling.stop()));
});

/** Two issues at a gate. */
const GATES: readonly Workflow[] = [1, 2].map((issueNumber) => ({
  ...workflowAfter(...GATE),
  id: `w${issueNumber}`,
  issueNumber,
}));
const ENDED: Workflow = { ...workflowAfter(...GATE, APPROVAL), id: "w1", issueNumber: 1 };
const PULL_REQUEST = { number: 7, url: "https://github.com/acme/widgets/pull/7" };

interface Scene {
  readonly workflows?: readonly Workflow[];
  /** What the tracker answers when it is asked what has become of the pull requests. */
  readonly pullRequests?: () => Promise<PullRequestStatus[]>;
}

/** Polls every 30 s, on a tracker that answers as the test says and a clock that it moves. */
function pollingOf(
  answer: (watches: readonly Watch[], clock: { time: number }) => Poll | Promise<Poll>,
  { workflows = GATES, pullRequests }: Scene = {},
) {
  const clock = { time: START };
  let shown = workflows;
  const asked: number[][] = [];
  const notices: string[] = [];
  const status = createStore<SessionStatus>(() => fakeSession().status.getState());
  const workspace = {
    store: { getState: () => ({ workflows: Object.fromEntries(shown.map((each) => [each.id, each])) }) },
    settings: { last: { values: { pollSeconds: 30, pollTimeoutSeconds: 1e9 } } },
    now: () => new Date(clock.time),
    tracker: {
      name: "github",
      pullRequests: pullRequests === undefined ? null : { status: pullRequests },
      quota: () => null,
      poll: async (watches: readonly Watch[]) => {
        asked.push(watches.map(({ number }) => number));
        return answer(watches, clock);
      },
    },
  } as unknown as Workspace;
  const notice = (sentence: string) => void notices.push(sentence);
  const polling = startPolling(workspace, { status, talk: TALK, notice });
  pollings.push(polling);
  const show = (others: readonly Workflow[]) => {
    shown = others;
  };
  return { polling, clock, asked, notices, show, health: () => status.getState().tracker };
}

/** How long after `time` the next look is due. */
function wait({ health }: ReturnType<typeof pollingOf>, time: number): number {
  return Date.parse(health().nextPollAt ?? "") - time;
}

describe("an issue that cannot be read", () => {
  it("is told of, and neither makes the tracker look down nor the others wait", async () => {
    const scene = pollingOf(() => ({
      seen: [],
      changed: [],
      failed: [{ number: 1, error: new IssueNotFoundError(1, "github") }],
    }));
    await eventually("the next look is due", () => scene.health().nextPollAt);
    expect(scene.health()).toMatchObject({ problem: null, checkedAt: new Date(START).toISOString() });
    expect(scene.notices).toEqual(["#1: The github tracker has no issue 1"]);
    // The lively pace of the first minute, not that after a failure.
    expect(wait(scene, START)).toBeLessThanOrEqual(10_000);
  });
});

describe("a look that an outage breaks off", () => {
  const brokenOff: Poll = {
    seen: [],
    changed: [],
    failed: [1, 2].map((number) => ({ number, error: OUTAGE })),
    brokenOff: OUTAGE,
  };

  it("is a failure of the tracker, and the next one comes a whole pause after its end", async () => {
    const scene = pollingOf((_watches, clock) => {
      clock.time += 240_000;
      return brokenOff;
    });
    await eventually("the next look is due", () => scene.health().nextPollAt);
    expect(scene.health()).toMatchObject({ problem: OUTAGE.message, remedy: OUTAGE.remedy, checkedAt: null });
    expect(scene.notices).toEqual([]);
    expect(wait(scene, START + 240_000)).toBeGreaterThanOrEqual(27_000);
  });

  it("asks last the next time about the issue that broke it off", async () => {
    const { asked, clock, polling, health } = pollingOf(() => brokenOff);
    await eventually("the next look is due", () => health().nextPollAt);
    clock.time += 600_000;
    polling.wake();
    await eventually("it is there", () => asked.length === 2);
    expect(asked).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });
});

describe("a look that a person asks for", () => {
  it("comes at once, and ends with what the tracker says", async () => {
    let answer: Poll | Error = { seen: [], changed: [], failed: [] };
    const { asked, polling, health, clock } = pollingOf(async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    });
    await eventually("the next look is due", () => health().nextPollAt);
    clock.time += 2_000;
    await polling.ask();
    expect(asked).toHaveLength(2);
    expect(health().checkedAt).toBe(new Date(START + 2_000).toISOString());
    answer = OUTAGE;
    await expect(polling.ask()).rejects.toBe(OUTAGE);
    expect(health()).toMatchObject({ problem: OUTAGE.message });
  });

  it("is the one under way, where there is one", async () => {
    const { promise, resolve } = Promise.withResolvers<Poll>();
    const { asked, polling } = pollingOf(() => promise);
    await eventually("the look is under way", () => asked.length === 1);
    const answered = Promise.all([polling.ask(), polling.ask()]);
    resolve({ seen: [], changed: [], failed: [] });
    await answered;
    expect(asked).toHaveLength(1);
  });
});

describe("where there is only a pull request to ask about", () => {
  const workflows = [{ ...ENDED, pullRequest: PULL_REQUEST }];

  function scene() {
    let outage: Error | null = null;
    const times: number[] = [];
    const made = pollingOf(() => NOTHING, {
      workflows,
      pullRequests: async () => {
        times.push(made.clock.time - START);
        if (outage !== null) throw outage;
        return [];
      },
    });
    const fail = (error: Error | null) => {
      outage = error;
    };
    return { ...made, times, fail };
  }

  it("a person who wants to know does not wait for its time", async () => {
    const { polling, clock, times, fail, asked, health } = scene();
    await eventually("the next look is due", () => health().nextPollAt);
    clock.time += 2_000;
    await polling.ask();
    expect(times).toEqual([0, 2_000]);
    expect(health()).toMatchObject({ problem: null, checkedAt: new Date(START + 2_000).toISOString() });
    fail(OUTAGE);
    await expect(polling.ask()).rejects.toBe(OUTAGE);
    expect(asked).toEqual([]);
  });

  it("is looked again when it is time for it, not at an issue's pace", async () => {
    const made = scene();
    await eventually("the next look is due", () => made.health().nextPollAt);
    expect(wait(made, START)).toBe(180_000);
  });

  it("an outage is over when an answer has come, and not before", async () => {
    const made = scene();
    const { polling, clock, times, fail, health } = made;
    fail(OUTAGE);
    await eventually("the first has failed", () => health().nextPollAt);
    expect(wait(made, START)).toBeLessThanOrEqual(30_000);
    clock.time += 31_000;
    polling.wake();
    await eventually("it has failed again", () => times.length === 2 && wait(made, clock.time) > 31_000);
    expect(health()).toMatchObject({ problem: OUTAGE.message, checkedAt: null });
    fail(null);
    clock.time += 61_000;
    polling.wake();
    await eventually("an answer has come", () => health().checkedAt);
    expect(times).toEqual([0, 31_000, 92_000]);
    expect(health()).toMatchObject({ problem: null, checkedAt: new Date(START + 92_000).toISOString() });
  });
});

describe("where there is nothing to ask about", () => {
  it("the tracker has not answered", async () => {
    const { polling, asked, health } = pollingOf(() => NOTHING, { workflows: [ENDED] });
    await polling.ask();
    expect(asked).toEqual([]);
    expect(health()).toMatchObject({ problem: null, checkedAt: null, nextPollAt: null });
  });

  it("what was wrong with the tracker is not mended", async () => {
    const scene = pollingOf(async () => {
      throw OUTAGE;
    });
    await eventually("the first has failed", () => scene.health().problem);
    scene.show([ENDED]);
    await expect(scene.polling.ask()).rejects.toBe(OUTAGE);
    expect(scene.asked).toHaveLength(1);
    expect(scene.health()).toMatchObject({ problem: OUTAGE.message, checkedAt: null, nextPollAt: null });
  });
});

describe("a look that is given up", () => {
  it("says nothing of the tracker", async () => {
    const { promise, reject } = Promise.withResolvers<Poll>();
    const { asked, health, polling } = pollingOf(() => promise);
    await eventually("the look is under way", () => asked.length === 1);
    const stopped = polling.stop();
    reject(OUTAGE);
    await stopped;
    expect(health()).toMatchObject({ problem: null, checkedAt: null });
  });
});
