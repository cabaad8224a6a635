import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { createActivityBoard } from "../../source/orchestrator/activity-board.ts";
import { NO_PLACE, type SessionStatus } from "../../source/orchestrator/session.ts";
import { idleStatus } from "../support/fake-session.ts";

beforeEach(
  () => void vi.useFakeTimers({ now: 0, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] }),
);
afterEach(() => void vi.useRealTimers());

function aBoard() {
  const status = createStore<SessionStatus>(() => idleStatus);
  const board = createActivityBoard(status, () => new Date());
  let changes = 0;
  status.subscribe(() => changes++);
  return { board, shown: () => status.getState().activities.w1, changes: () => changes };
}

const files = (percent: number) => ({ task: "Updating files", percent, detail: `${percent}/100` });

describe("what goes on right now", () => {
  it("says nothing of what is over within half a second", () => {
    const { board, shown, changes } = aBoard();
    const activity = board.begin("w1", "create the worktree");
    expect(shown()).toMatchObject({ label: "create the worktree", detail: null, progress: null });
    activity.say("Made it");
    activity.progress(files(64));
    vi.advanceTimersByTime(499);
    expect(shown()).toMatchObject({ detail: null, progress: null });
    activity.end();
    vi.advanceTimersByTime(5_000);
    expect(shown()).toBeUndefined();
    expect(changes()).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("tells the latest four times a second, however often it comes, and nothing while nothing comes", () => {
    const { board, shown, changes } = aBoard();
    const activity = board.begin("w1", "create the worktree");
    for (let ms = 0; ms < 2_500; ms++) {
      activity.progress(files(ms / 25));
      vi.advanceTimersByTime(1);
    }
    expect(changes()).toBeGreaterThanOrEqual(8);
    expect(changes()).toBeLessThanOrEqual(10);
    expect(shown()?.progress?.percent).toBeGreaterThan(88);
    vi.advanceTimersByTime(250);
    expect(shown()?.progress).toMatchObject(files(2_499 / 25));
    const before = changes();
    vi.advanceTimersByTime(60_000);
    expect(changes()).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("knows since when a part goes on, and forgets it when something else is said", () => {
    const { board, shown } = aBoard();
    const activity = board.begin("w1", "create the worktree");
    vi.advanceTimersByTime(1_000);
    activity.progress({ task: "npm ci", percent: null, detail: "" });
    vi.advanceTimersByTime(9_000);
    activity.progress({ task: "npm ci", percent: null, detail: "added 12 packages" });
    vi.advanceTimersByTime(250);
    expect(shown()?.progress).toEqual({
      task: "npm ci",
      percent: null,
      detail: "added 12 packages",
      startedAt: new Date(1_000).toISOString(),
    });
    activity.say("done with it");
    vi.advanceTimersByTime(250);
    expect(shown()).toMatchObject({ detail: "done with it", progress: null });
  });

  it("forgets a part that is over, and says nothing of an end that nobody saw begin", () => {
    const { board, shown, changes } = aBoard();
    const activity = board.begin("w1", "create the branch");
    activity.say("fetching");
    vi.advanceTimersByTime(1_000);
    const before = changes();
    activity.progress(null);
    vi.advanceTimersByTime(1_000);
    expect(changes()).toBe(before);
    activity.progress(files(100));
    vi.advanceTimersByTime(250);
    expect(shown()?.progress).toMatchObject(files(100));
    activity.progress(null);
    vi.advanceTimersByTime(250);
    expect(shown()).toMatchObject({ label: "create the branch", detail: "fetching", progress: null });
    activity.progress(files(7));
    vi.advanceTimersByTime(250);
    expect(shown()?.progress?.startedAt).toBe(new Date(2_500).toISOString());
    activity.end();
  });

  it("shows the work before what goes on beside it, and the work again when something later is over", () => {
    const { board, shown } = aBoard();
    const work = board.begin("w1", "create the worktree");
    const aside = board.begin("w1", "post a comment", { isAside: true });
    expect(shown()?.label).toBe("create the worktree");
    const later = board.begin("w1", "stop the agent");
    expect(shown()?.label).toBe("stop the agent");
    later.end();
    expect(shown()?.label).toBe("create the worktree");
    work.end();
    expect(shown()?.label).toBe("post a comment");
    aside.end();
    expect(shown()).toBeUndefined();
  });

  it("waits visibly until something begins", () => {
    const { board, shown } = aBoard();
    board.set("w1", NO_PLACE, "2 of 3 in the queue");
    const aside = board.begin("w1", "post a comment", { isAside: true });
    expect(shown()).toMatchObject({ label: NO_PLACE, detail: "2 of 3 in the queue" });
    aside.end();
    vi.advanceTimersByTime(3_000);
    board.set("w1", NO_PLACE, "1 of 3 in the queue");
    expect(shown()).toMatchObject({ detail: "1 of 3 in the queue", startedAt: new Date(0).toISOString() });
    const start = board.begin("w1", "start the agent");
    expect(shown()?.label).toBe("start the agent");
    start.end();
    expect(shown()).toBeUndefined();
    board.set("w1", NO_PLACE, "1 of 1 in the queue");
    board.clear("w1", NO_PLACE);
    expect(shown()).toBeUndefined();
  });
});
