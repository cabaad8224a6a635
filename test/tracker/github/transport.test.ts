import { describe, expect, it } from "vitest";
import { TrackerClosedError } from "../../../source/tracker/errors.ts";
import { setStatusLabel } from "../../../source/tracker/github/labels.ts";
import { operations } from "../../../source/tracker/github/operations.ts";
import { eventually } from "../../support/eventually.ts";
import { REAL_TIME } from "../../support/real-time.ts";
import { rawClient, rawGitHub } from "./raw-github.ts";

const VIEWER = { body: { data: { viewer: { login: "owner" } } } };
const TOO_FAST = { body: { data: null, errors: [{ message: "You have exceeded a secondary rate limit." }] } };

describe("while GitHub wants a pause", () => {
  it("sends nothing of what already waits", async () => {
    const github = await rawGitHub(() => ({
      status: 403,
      headers: { "retry-after": "120" },
      body: { message: "You have exceeded a secondary rate limit" },
    }));
    const { client } = rawClient(github);
    const asked = Array.from({ length: 20 }, () => client.query(operations.issueLabels, { number: 1 }));
    const answers = await Promise.allSettled(asked);
    expect(answers.every(({ status }) => status === "rejected")).toBe(true);
    expect(github.requests).toHaveLength(1);
  });

  it("waits twice as long after each refusal in a row, where it is not told how long, and then gives up", async () => {
    const github = await rawGitHub(() => TOO_FAST);
    const { client } = rawClient(github, { paces: { secondary: 100 } });
    await expect(client.query(operations.viewer)).rejects.toMatchObject({ code: "TRACKER_UNAVAILABLE" });
    const [first = 0, second = 0, third = 0] = gaps(github.requests);
    expect(github.requests).toHaveLength(4);
    expect([first >= 95, second >= 195, third >= 395]).toEqual([true, true, true]);
  });

  it("begins anew with the shortest pause once an answer has come", REAL_TIME, async () => {
    const github = await rawGitHub((_name, index) => (index === 2 ? VIEWER : TOO_FAST));
    const { client } = rawClient(github, { paces: { secondary: 300 } });
    await client.query(operations.viewer);
    const refused = client.query(operations.viewer);
    await eventually("the next one was refused and sent again", () => github.requests.length === 5);
    // Not 1,200 ms, which a count that went on would have come to.
    expect(gaps(github.requests)[3]).toBeLessThan(1_000);
    await expect(refused).rejects.toMatchObject({ code: "TRACKER_UNAVAILABLE" });
  });
});

describe("times that are none", () => {
  const NEVER = "99999999999999";

  it("of the hour's end do not keep an answer from being read", async () => {
    const headers = {
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "10",
      "x-ratelimit-reset": NEVER,
    };
    const { client, transport } = rawClient(await rawGitHub(() => ({ ...VIEWER, headers })));
    expect(await client.query(operations.viewer)).toEqual({ viewer: { login: "owner" } });
    expect(transport.quota()).toBeNull();
  });

  it("of a pause are a pause all the same", async () => {
    const github = await rawGitHub(() => ({ ...TOO_FAST, status: 403, headers: { "retry-after": NEVER } }));
    const { client } = rawClient(github);
    await expect(client.query(operations.viewer)).rejects.toMatchObject({ code: "TRACKER_UNAVAILABLE" });
    expect(github.requests).toHaveLength(1);
  });
});

describe("closing", () => {
  it("gives up everything that waits for its turn between two mutations", async () => {
    const labels = { issue: { id: "I", labels: { nodes: [] } }, s0: { id: "L", name: "status:new" } };
    const others = { s1: null, s2: null, s3: null, s4: null, s5: null };
    const github = await rawGitHub((name) =>
      name === "OrcIssueLabels" ? { body: { data: { repository: { ...labels, ...others } } } } : null,
    );
    const { client, transport } = rawClient(github, { paces: { spacing: 60_000 } });
    const all = Array.from({ length: 10 }, (_, index) => setStatusLabel(client, index + 1, "status:new"));
    const settled = Promise.allSettled(all);
    await eventually("one is sent", () => github.requests.some(isMutation));
    transport.close();
    const reasons = (await settled).map((each) => each.status === "rejected" && each.reason);
    expect(reasons).toEqual(all.map(() => expect.any(TrackerClosedError)));
    expect(github.requests.filter(isMutation)).toHaveLength(1);
  });

  it("does not wait for a credential that does not come", async () => {
    const github = await rawGitHub(() => VIEWER);
    const asked: AbortSignal[] = [];
    const never = (signal?: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        if (signal === undefined) return;
        asked.push(signal);
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    const { client, transport } = rawClient(github, { credentials: { get: never, refresh: never } });
    const answer = client.query(operations.viewer);
    answer.catch(() => {});
    await eventually("it is asked for", () => asked.length === 1);
    transport.close();
    await expect(answer).rejects.toThrow(TrackerClosedError);
  });
});

function isMutation({ operationName }: { operationName: string }): boolean {
  return operationName === "OrcAddLabels";
}

function gaps(requests: readonly { readonly at: number }[]): number[] {
  return requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? 0));
}
