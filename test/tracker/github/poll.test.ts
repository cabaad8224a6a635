import { describe, expect, it } from "vitest";
import { IssueNotFoundError, TrackerUnavailableError } from "../../../source/tracker/errors.ts";
import { pollIssues } from "../../../source/tracker/github/poll.ts";
import { type RawAnswer, rawClient, rawGitHub } from "./raw-github.ts";

const AT = "2026-01-01T00:00:00Z";
const SINCE = "2026-01-01T00:00:00.000Z";

function glance(number: number): Record<string, unknown> {
  return { number, updatedAt: AT, labels: { nodes: [] } };
}

function partial(repository: Record<string, unknown>, error: Record<string, unknown>): RawAnswer {
  return { body: { data: { repository }, errors: [error] } };
}

describe("one issue's trouble", () => {
  it("that its labels are hidden does not hide the others, nor what was said on it", async () => {
    const error = { type: "FORBIDDEN", path: ["repository", "i1", "labels"], message: "no" };
    const github = await rawGitHub(() =>
      partial({ i1: { ...glance(1), labels: null }, i2: glance(2) }, error),
    );
    const { client } = rawClient(github);
    const watches = [1, 2].map((number) => ({ number, since: SINCE }));
    expect(await pollIssues(client, watches)).toEqual({
      seen: [
        { number: 1, updatedAt: SINCE, labels: null },
        { number: 2, updatedAt: SINCE, labels: [] },
      ],
      changed: [],
      failed: [],
    });
  });

  it("that GitHub fails on it again and again does not hide the others", async () => {
    const error = { path: ["repository", "i1"], message: "Something went wrong while executing your query." };
    const github = await rawGitHub(() => partial({ i1: null, i2: glance(2) }, error));
    const { client } = rawClient(github);
    const watches = [1, 2].map((number) => ({ number, since: SINCE }));
    const { seen, failed, brokenOff } = await pollIssues(client, watches);
    expect(seen).toEqual([{ number: 2, updatedAt: SINCE, labels: [] }]);
    expect(failed).toEqual([{ number: 1, error: expect.any(TrackerUnavailableError) }]);
    expect(brokenOff).toBeUndefined();
  });

  it("is not taken for that of another whose number begins alike", async () => {
    const error = { type: "FORBIDDEN", path: ["repository", "i12"], message: "no" };
    const github = await rawGitHub(() => partial({ i1: null, i12: null }, error));
    const { client } = rawClient(github);
    const watches = [1, 12].map((number) => ({ number, since: SINCE }));
    const { failed } = await pollIssues(client, watches);
    expect(failed.map(({ error: found }) => found instanceof IssueNotFoundError)).toEqual([true, false]);
  });

  it("with its comments, in a whole answer, does not keep the others' from being fetched", async () => {
    const numbers = [1, 2, 3];
    const glances = Object.fromEntries(numbers.map((number) => [`i${number}`, glance(number)]));
    const error = { path: ["repository", "issue"], message: "Something went wrong" };
    const github = await rawGitHub((name) =>
      name === "OrcWatchedIssues"
        ? { body: { data: { repository: glances } } }
        : partial({ issue: null }, error),
    );
    const { client } = rawClient(github);
    const poll = await pollIssues(
      client,
      numbers.map((number) => ({ number, since: null })),
    );
    expect(poll.failed.map(({ number }) => number)).toEqual(numbers);
    expect(poll.brokenOff).toBeUndefined();
    const asked = github.requests.filter(({ operationName }) => operationName === "OrcComments");
    expect(asked).toHaveLength(4 * numbers.length);
  });
});

describe("an outage in the middle of a look", () => {
  it("ends it: the rest is not asked for one by one", async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    const glances = Object.fromEntries(numbers.map((number) => [`i${number}`, glance(number)]));
    const github = await rawGitHub((name) =>
      name === "OrcWatchedIssues" ? { body: { data: { repository: glances } } } : null,
    );
    const { client } = rawClient(github, { paces: { timeout: 1_000 } });
    const poll = await pollIssues(
      client,
      numbers.map((number) => ({ number, since: null })),
    );
    expect(poll.seen).toHaveLength(20);
    expect(poll.brokenOff).toBeInstanceOf(TrackerUnavailableError);
    expect(poll.failed).toEqual(numbers.map((number) => ({ number, error: poll.brokenOff })));
    // The first question, and four tries of the second.
    expect(github.requests).toHaveLength(5);
  });
});
