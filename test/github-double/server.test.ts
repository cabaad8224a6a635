import { generateKeyPairSync } from "node:crypto";
import { request as httpRequest } from "node:http";
import { createAppAuth } from "@octokit/auth-app";
import { graphql } from "@octokit/graphql";
import { describe, expect, it, onTestFinished } from "vitest";
import { startGitHub } from "../support/github/index.ts";
import { DANA, post, startedGitHub, stoppedClock } from "./harness.ts";

const VIEWER = { query: "query Who { viewer { login } }" };

describe("the GitHub double's server", () => {
  it("answers at both addresses, and nowhere else", async () => {
    const { github } = await startedGitHub();
    expect((await post(`${github.origin}/graphql`, VIEWER, DANA)).data).toEqual({
      viewer: { login: "dana" },
    });
    expect((await post(`${github.origin}/api/graphql`, VIEWER, DANA)).status).toBe(200);
    const elsewhere = await post(`${github.origin}//graphql`, VIEWER, DANA);
    expect([elsewhere.status, JSON.parse(elsewhere.text).message]).toEqual([404, "Not Found"]);
  });

  it("is understood by the real client", async () => {
    const { github } = await startedGitHub();
    const ask = graphql.defaults({ baseUrl: github.origin, headers: { authorization: `token ${DANA}` } });
    expect(await ask("{ viewer { login } }")).toEqual({ viewer: { login: "dana" } });
    const gone = ask(`{ viewer { login } repository(owner: "acme", name: "x") { id } }`);
    await expect(gone).rejects.toMatchObject({
      name: "GraphqlResponseError",
      data: { viewer: { login: "dana" }, repository: null },
      errors: [{ type: "NOT_FOUND", path: ["repository"] }],
    });
  });

  it("refuses who is unknown, nobody, or has no name for its program", async () => {
    const { github, ask } = await startedGitHub();
    const unknown = await ask(VIEWER.query, {}, "ghp_other");
    expect([unknown.status, JSON.parse(unknown.text).message]).toEqual([401, "Bad credentials"]);
    const nobody = await fetch(github.url, { method: "POST", body: JSON.stringify(VIEWER) });
    expect(nobody.status).toBe(401);
    expect(await nobody.json()).toMatchObject({ message: "This endpoint requires you to be authenticated." });
    const status = await new Promise((resolve) => {
      const headers = { authorization: `token ${DANA}` };
      const request = httpRequest(github.url, { method: "POST", headers }, ({ statusCode }) =>
        resolve(statusCode),
      );
      request.end(JSON.stringify(VIEWER));
    });
    expect(status).toBe(403);
  });

  it("heads every answer", async () => {
    const clock = stoppedClock();
    const { github, ask } = await startedGitHub({ now: clock.now });
    const ids = new Set<string>();
    for (const [query, token] of [
      [VIEWER.query, DANA],
      ["{ nonsense }", DANA],
      [VIEWER.query, "ghp_other"],
    ]) {
      const { headers } = await ask(query ?? "", {}, token);
      expect(headers.get("content-type")).toMatch(/^application\/json/);
      expect(headers.get("date")).toBe("Thu, 01 Jan 2026 00:00:00 GMT");
      expect(headers.get("x-ratelimit-resource")).toBe("graphql");
      ids.add(headers.get("x-github-request-id") ?? "");
    }
    expect(ids.size).toBe(3);
    github.world.addUser("erin", "READ", "github_pat_erin", { permissions: { metadata: "read" } });
    expect((await ask(VIEWER.query)).headers.get("x-oauth-scopes")).toBe("repo");
    expect((await ask(VIEWER.query, {}, "github_pat_erin")).headers.get("x-oauth-scopes")).toBeNull();
  });

  it("logs what was asked", async () => {
    const { github, ask } = await startedGitHub();
    await ask("query Who($id: ID!) { node(id: $id) { id } }", { id: "x" });
    expect(github.requests).toEqual([
      {
        index: 0,
        at: expect.any(Number),
        operationName: "Who",
        kind: "query",
        document: "query Who($id: ID!) { node(id: $id) { id } }",
        variables: { id: "x" },
        cost: 1,
        authorization: `bearer ${DANA}`,
        userAgent: expect.stringMatching(/./),
        status: 200,
      },
    ]);
    github.faults.add({ kind: { slow: 500 }, times: 2 });
    await Promise.all([ask(VIEWER.query), ask(VIEWER.query)]);
    expect(github.peak).toBe(2);
    github.forgetRequests();
    expect(github.requests).toEqual([]);
  });

  it("goes offline and comes back at the same address with the same world", async () => {
    const { github, ask } = await startedGitHub();
    github.world.addIssue();
    await github.offline();
    await expect(ask(VIEWER.query)).rejects.toThrow();
    await github.online();
    expect((await ask(VIEWER.query)).data).toEqual({ viewer: { login: "dana" } });
    expect(github.world.issues).toHaveLength(1);
  });

  it("is empty unless told otherwise, and knows several repositories", async () => {
    const github = await startGitHub();
    onTestFinished(() => github.close());
    github.world.addRepository({ owner: "acme", name: "one", oid: null });
    github.world.addRepository({ owner: "acme", name: "two", isPrivate: false });
    github.world.addUser("dana", "ADMIN", DANA);
    const query = `{
      a: repository(owner: "acme", name: "one") { viewerPermission defaultBranchRef { name } }
      b: repository(owner: "acme", name: "two") { viewerPermission }
    }`;
    expect((await post(github.url, { query }, DANA)).data).toEqual({
      a: { viewerPermission: "ADMIN", defaultBranchRef: null },
      b: { viewerPermission: "READ" },
    });
  });

  it("gives an app's installation a token for an hour", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const clock = stoppedClock(new Date().toISOString());
    const permissions = { metadata: "read", issues: "write" } as const;
    const app = { slug: "orc-app", id: 77, installationId: 5, permissions, publicKey };
    const { github, ask } = await startedGitHub({ now: clock.now, apps: [app] });
    const auth = createAppAuth({ appId: 77, privateKey, installationId: 5 });
    const hooked = graphql.defaults({ baseUrl: `${github.origin}/api/v3`, request: { hook: auth.hook } });
    expect(await hooked("{ viewer { login } }")).toEqual({ viewer: { login: "orc-app[bot]" } });

    const token = github.requests[0]?.authorization.replace(/^\w+ /, "") ?? "";
    expect((await ask(VIEWER.query, {}, token)).status).toBe(200);
    clock.pass(3601);
    expect((await ask(VIEWER.query, {}, token)).status).toBe(401);

    const url = `${github.origin}/app/installations/5/access_tokens`;
    const refused = await fetch(url, { method: "POST", headers: { authorization: `bearer ${DANA}` } });
    expect(refused.status).toBe(401);
  });
});
