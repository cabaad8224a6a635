import { describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { FaultKind } from "../support/github/index.ts";
import { type Answered, startedGitHub } from "./harness.ts";

async function commenting() {
  const { github, ask } = await startedGitHub();
  const { id: subjectId } = github.world.addIssue();
  const comment = () =>
    ask(
      `mutation Say($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }`,
      {
        input: { subjectId, body: "hello" },
      },
    );
  return { github, ask, comment, written: () => github.world.issue(1).comments.length };
}

const fateOf = (answer: Promise<Answered>) =>
  answer.then(
    () => "answered",
    () => "broken",
  );

const answered: readonly [FaultKind, number, string | RegExp][] = [
  ["500", 500, '{"message":"Server Error"}'],
  [
    "502",
    502,
    /^\{"data":null,"errors":\[\{"message":"Something went wrong while executing your query\. This may/,
  ],
  ["502-html", 502, /^<!DOCTYPE html>/],
  ["503", 503, /^<!DOCTYPE html>/],
  ["504", 504, /^\{"data":null/],
  ["html-200", 200, /^<!DOCTYPE html>/],
  ["401", 401, /"message":"Bad credentials"/],
  ["403", 403, /"message":"Resource not accessible by personal access token"/],
  [
    "forbidden",
    200,
    /^\{"data":\{"addComment":null\},"errors":\[\{"type":"FORBIDDEN","path":\["addComment"\]/,
  ],
  ["not-found", 200, /^\{"data":\{"addComment":null\},"errors":\[\{"type":"NOT_FOUND"/],
  ["too-quickly", 200, /"type":"UNPROCESSABLE".*was submitted too quickly/],
  [
    "something-went-wrong",
    200,
    /^\{"data":null,"errors":\[\{"message":"Something went wrong while executing your query/,
  ],
  ["partial", 200, /^\{"data":\{"addComment":null\},"errors":\[\{"path":\["addComment"\]/],
  [{ rateLimited: { resetInSeconds: 60 } }, 200, /^\{"errors":\[\{"type":"RATE_LIMITED"/],
  [{ secondary: { status: 200 } }, 200, /exceeded a secondary rate limit/],
  [{ secondary: { status: 403 } }, 403, /exceeded a secondary rate limit/],
  [{ secondary: { status: 429, retryAfter: 7 } }, 429, /exceeded a secondary rate limit/],
];

describe("the GitHub double's faults", () => {
  it.each(answered)("%j: befall one request before or after its effect", async (kind, status, words) => {
    const { github, comment, written } = await commenting();
    for (const [when, count] of [
      ["before", 0],
      ["after", 1],
    ] as const) {
      github.faults.add({ kind, when });
      const answer = await comment();
      expect(answer.status).toBe(status);
      expect(answer.text).toMatch(words);
      expect(answer.headers.get("x-github-request-id")).toBeTruthy();
      expect(written()).toBe(count);
    }
    expect((await comment()).errors).toBeUndefined();
    expect(github.requests.map(({ fault }) => fault)).toEqual([kind, kind, undefined]);
  });

  it("tell when to come back", async () => {
    const { github, comment } = await commenting();
    github.faults.add({ kind: { rateLimited: { resetInSeconds: 60 } } });
    const { headers } = await comment();
    expect(headers.get("x-ratelimit-remaining")).toBe("0");
    const wait = Number(headers.get("x-ratelimit-reset")) - Date.now() / 1000;
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThan(70);
    github.faults.add({ kind: { secondary: { status: 403, retryAfter: 7 } } });
    expect((await comment()).headers.get("retry-after")).toBe("7");
    github.faults.add({ kind: { secondary: { status: 403 } } });
    expect((await comment()).headers.get("retry-after")).toBeNull();
    github.faults.add({ kind: { rateLimited: { resetInSeconds: 1, type: "RATE_LIMIT" } } });
    expect((await comment()).errors).toMatchObject([{ type: "RATE_LIMIT", code: "graphql_rate_limit" }]);
  });

  it.each(["truncated", "dropped"] as const)("%s: break the connection", async (kind) => {
    const { github, comment, written } = await commenting();
    github.faults.add({ kind, when: "after" });
    expect(await fateOf(comment())).toBe("broken");
    expect(written()).toBe(1);
    github.faults.add({ kind });
    expect(await fateOf(comment())).toBe("broken");
    expect(written()).toBe(1);
    expect(await fateOf(comment())).toBe("answered");
  });

  it("truncated-json: end half a text well", async () => {
    const { github, comment } = await commenting();
    github.faults.add({ kind: "truncated-json", when: "after" });
    const { status, text } = await comment();
    expect(status).toBe(200);
    expect(text).toMatch(/^\{"data":\{"addComment/);
    expect(() => JSON.parse(text)).toThrow();
  });

  it("hung: answer nothing until the server closes", async () => {
    const { github, comment, written } = await commenting();
    github.faults.add({ kind: "hung", when: "after" });
    const hung = fateOf(comment());
    await eventually("it is written", () => written() === 1);
    expect(await Promise.race([hung, new Promise((resolve) => setTimeout(resolve, 100, "silent"))])).toBe(
      "silent",
    );
    await github.close();
    expect(await hung).toBe("broken");
    expect(github.requests[0]?.status).toBeNull();
  });

  it("slow: answer late, before or after the effect", async () => {
    const { github, comment, written } = await commenting();
    github.faults.add({ kind: { slow: 150 }, when: "after" });
    const start = performance.now();
    const late = comment();
    await eventually("it is written", () => written() === 1);
    expect((await late).errors).toBeUndefined();
    expect(performance.now() - start).toBeGreaterThan(140);
    github.faults.add({ kind: { slow: 1_000 } });
    const later = comment();
    await eventually("it has come", () => github.requests.length === 2);
    expect(written()).toBe(1);
    await later;
    expect(written()).toBe(2);
  });

  it("partial: leave the rest as it is", async () => {
    const { github, ask } = await commenting();
    const query = `{ viewer { login } nodes(ids: ["${github.world.issue(1).id}"]) { id } }`;
    github.faults.add({ kind: "partial" });
    const first = await ask(query);
    expect(first.data).toEqual({ viewer: { login: "dana" }, nodes: [null] });
    expect(first.errors).toMatchObject([{ path: ["nodes", 0] }]);
    github.faults.add({ kind: { partial: { path: ["nodes", 0, "id"], type: "RESOURCE_LIMITS_EXCEEDED" } } });
    const second = await ask(query);
    expect(second.data).toEqual({ viewer: { login: "dana" }, nodes: [{ id: null }] });
    expect(second.errors).toMatchObject([{ type: "RESOURCE_LIMITS_EXCEEDED", path: ["nodes", 0, "id"] }]);
  });

  it("choose their requests, as often as they are told to", async () => {
    const { github, ask, comment } = await commenting();
    const seen: unknown[] = [];
    const fault = github.faults.add({
      kind: "500",
      times: 2,
      match: ({ operationName, kind, index, document, variables }) => {
        seen.push([operationName, kind, index, document.length > 0, Object.keys(variables)]);
        return kind === "mutation";
      },
    });
    expect((await ask("{ viewer { login } }")).status).toBe(200);
    expect([(await comment()).status, (await comment()).status, (await comment()).status]).toEqual([
      500, 500, 200,
    ]);
    expect(fault.befallen).toBe(2);
    expect(github.faults.pending).toEqual([]);
    expect(seen.slice(0, 2)).toEqual([
      [null, "query", 0, true, []],
      ["Say", "mutation", 1, true, ["input"]],
    ]);
    github.faults.add({ kind: "500", times: Number.POSITIVE_INFINITY });
    expect((await comment()).status).toBe(500);
    github.faults.clear();
    expect((await comment()).status).toBe(200);
  });
});
