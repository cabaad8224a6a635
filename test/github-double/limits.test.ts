import { describe, expect, it } from "vitest";
import { costOf } from "../support/github/cost.ts";
import { startedGitHub, stoppedClock } from "./harness.ts";

const POLL = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Issue {
  labels(first: 30) { nodes { id } } comments(last: 20) { nodes { id } }
} } }`;

const ids = (count: number) => ({ ids: Array.from({ length: count }, (_, index) => `I_${index}`) });

describe("the GitHub double's limits", () => {
  it("cost what GitHub's own example costs", () => {
    const document = `{ viewer { repositories(first: 100) { edges { node {
      issues(first: 50) { edges { node { labels(first: 60) { edges { node { name } } } } } }
    } } } } }`;
    expect(costOf(document)).toEqual({ points: 51, nodes: 100 + 5_000 + 300_000 });
  });

  it("count the IDs that are asked for, and round", () => {
    expect(costOf(POLL, ids(1)).points).toBe(1);
    expect(costOf(POLL, ids(74)).points).toBe(1);
    expect(costOf(POLL, ids(75)).points).toBe(2);
  });

  it("count each alias, take limits from variables, and heed @include", () => {
    const aliased = (count: number) =>
      costOf(
        `query ($n: Int = 100, $more: Boolean!) { viewer { repositories(first: $n) { nodes {
          ${Array.from({ length: count }, (_, index) => `a${index}: issues(first: 1) { totalCount }`).join(" ")}
          more: issues(first: 1) @include(if: $more) { totalCount }
        } } } }`,
        { more: false },
      ).points;
    expect(aliased(1)).toBe(1);
    expect(aliased(3)).toBe(3);
    expect(
      costOf(`mutation { closeIssue(input: {}) { issue { comments(first: 100) { nodes { id } } } } }`).points,
    ).toBe(1);
  });

  it("are charged, and told by headers and field alike", async () => {
    const clock = stoppedClock();
    const { ask, github } = await startedGitHub({ now: clock.now });
    await ask(POLL, ids(75));
    const { data, headers } = await ask("{ rateLimit { limit cost remaining used resetAt } }");
    expect(data).toEqual({
      rateLimit: { limit: 5000, cost: 1, remaining: 4997, used: 3, resetAt: "2026-01-01T01:00:00Z" },
    });
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "4997",
      "x-ratelimit-used": "3",
      "x-ratelimit-reset": String(Date.parse("2026-01-01T01:00:00Z") / 1000),
      "x-ratelimit-resource": "graphql",
    });
    clock.pass(3600);
    expect((await ask("{ viewer { login } }")).headers.get("x-ratelimit-remaining")).toBe("4999");
    expect(github.requests.map(({ cost }) => cost)).toEqual([2, 1, 1]);
  });

  it("refuse an account that has used them up until they are reset, and none other", async () => {
    const clock = stoppedClock();
    const { ask, github } = await startedGitHub({ now: clock.now });
    github.world.addUser("erin", "READ", "ghp_erin");
    github.limits.set("dana", { remaining: 1, resetAt: "2026-01-01T00:10:00Z" });
    expect((await ask("{ viewer { login } }")).errors).toBeUndefined();
    const { status, data, errors, headers } = await ask("{ viewer { login } }");
    expect([status, data]).toEqual([200, undefined]);
    expect(errors).toEqual([
      { type: "RATE_LIMITED", message: expect.stringMatching(/^API rate limit exceeded for user ID \d+\.$/) },
    ]);
    expect(headers.get("x-ratelimit-remaining")).toBe("0");
    expect(headers.get("x-ratelimit-reset")).toBe(String(Date.parse("2026-01-01T00:10:00Z") / 1000));
    expect((await ask("{ viewer { login } }", {}, "ghp_erin")).errors).toBeUndefined();
    clock.pass(600);
    expect((await ask("{ viewer { login } }")).errors).toBeUndefined();
  });

  it("refuse what could bring more than 500,000 nodes", async () => {
    const { askRepository } = await startedGitHub();
    const { data, errors } = await askRepository(
      `issues(first: 100) { nodes { comments(first: 100) { nodes { reactions(first: 100) { totalCount } } } } }`,
    );
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ type: "MAX_NODE_LIMIT_EXCEEDED" }]);
  });
});
