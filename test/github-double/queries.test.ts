import { describe, expect, it } from "vitest";
import { DANA, post, startedGitHub, stoppedClock } from "./harness.ts";

describe("the GitHub double, asked for things", () => {
  it("knows the repository whatever the case, and under its former name", async () => {
    const { github, ask } = await startedGitHub();
    const { data } = await ask(`{
      viewer { login }
      repository(owner: "ACME", name: "WebShop") {
        nameWithOwner url viewerPermission isArchived hasIssuesEnabled
        defaultBranchRef { name target { oid } }
      }
    }`);
    expect(data).toEqual({
      viewer: { login: "dana" },
      repository: {
        nameWithOwner: "acme/webshop",
        url: "https://github.com/acme/webshop",
        viewerPermission: "ADMIN",
        isArchived: false,
        hasIssuesEnabled: true,
        defaultBranchRef: { name: "main", target: { oid: expect.stringMatching(/^[0-9a-f]{40}$/) } },
      },
    });
    github.world.rename("shop");
    const renamed = await ask(`{ repository(owner: "acme", name: "webshop") { nameWithOwner } }`);
    expect(renamed.data).toEqual({ repository: { nameWithOwner: "acme/shop" } });
  });

  it("answers an unknown repository with null and a NOT_FOUND error", async () => {
    const { ask } = await startedGitHub();
    const { status, data, errors } = await ask(`{ gone: repository(owner: "acme", name: "nothing") { id } }`);
    expect(status).toBe(200);
    expect(data).toEqual({ gone: null });
    expect(errors).toEqual([
      {
        type: "NOT_FOUND",
        path: ["gone"],
        locations: [{ line: 1, column: 3 }],
        message: "Could not resolve to a Repository with the name 'acme/nothing'.",
      },
    ]);
  });

  it("answers an unknown issue with null without touching its neighbours, and no pull request as an issue", async () => {
    const { github, askRepository } = await startedGitHub();
    github.world.addIssue({ title: "one" });
    github.world.addPullRequest({ title: "two" });
    const { data, errors } = await askRepository(`
      a: issue(number: 1) { title } b: issue(number: 2) { title } c: issue(number: 3) { title }
      d: pullRequest(number: 2) { title } e: pullRequest(number: 1) { title }`);
    expect(data).toEqual({
      repository: { a: { title: "one" }, b: null, c: null, d: { title: "two" }, e: null },
    });
    expect(errors).toMatchObject(
      ["b", "c", "e"].map((alias) => ({ type: "NOT_FOUND", path: ["repository", alias] })),
    );
  });

  it("gives nodes by ID, each with an error of its own where there is none", async () => {
    const { github, ask } = await startedGitHub();
    const { id } = github.world.addIssue();
    const { data, errors } = await ask(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Issue { number } } }`,
      { ids: [id, "I_gone", id] },
    );
    const issue = { __typename: "Issue", number: 1 };
    expect(data).toEqual({ nodes: [issue, null, issue] });
    expect(errors).toMatchObject([{ type: "NOT_FOUND", path: ["nodes", 1] }]);

    const ids = Array.from({ length: 101 }, () => id);
    const tooMany = await ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, { ids });
    expect(tooMany.errors).toMatchObject([{ type: "ARGUMENT_LIMIT" }]);
  });

  it("writes times in whole seconds, and moves updatedAt with comments, edits and state, but not with labels", async () => {
    const clock = stoppedClock("2026-01-01T00:00:00.789Z");
    const { github } = await startedGitHub({ now: clock.now });
    const { world } = github;
    const issue = world.addIssue({ by: "dana" });
    expect(issue.updatedAt).toBe("2026-01-01T00:00:00Z");
    clock.pass(10);
    world.setLabels(1, ["bug"]);
    expect(issue.updatedAt).toBe("2026-01-01T00:00:00Z");
    world.comment(1, { by: "dana", body: "hello" });
    expect(issue.updatedAt).toBe("2026-01-01T00:00:10Z");
    clock.pass(10);
    world.editIssue(1, { body: "other words" });
    expect(issue).toMatchObject({ updatedAt: "2026-01-01T00:00:20Z", lastEditedAt: "2026-01-01T00:00:20Z" });
  });

  it("moves updatedAt with labels where that is asked for", async () => {
    const clock = stoppedClock();
    const { github } = await startedGitHub({ now: clock.now, labelsMoveUpdatedAt: true });
    const issue = github.world.addIssue();
    clock.pass(5);
    github.world.setLabels(1, ["bug"]);
    expect(issue.updatedAt).toBe("2026-01-01T00:00:05Z");
  });

  it("says of a comment who wrote and who changed it, and how", async () => {
    const { github, askRepository } = await startedGitHub();
    const { world } = github;
    world.addUser("mallory");
    world.addBot("orc-app");
    world.addIssue();
    world.comment(1, { by: "dana", body: "approved", edited: { by: "mallory" } });
    world.comment(1, { by: null, body: "gone" });
    world.comment(1, { by: "orc-app[bot]", body: "> quoted\nyes", viaEmail: true, minimized: "spam" });
    const { data } = await askRepository(`issue(number: 1) { comments(first: 5) { nodes {
      author { __typename login ... on User { id } ... on Bot { id } } editor { login }
      includesCreatedEdit isMinimized minimizedReason createdViaEmail viewerDidAuthor authorAssociation
    } } }`);
    const plain = { editor: null, includesCreatedEdit: false, isMinimized: false, minimizedReason: null };
    expect(data).toMatchObject({
      repository: {
        issue: {
          comments: {
            nodes: [
              {
                ...plain,
                author: { __typename: "User", login: "dana" },
                editor: { login: "mallory" },
                includesCreatedEdit: true,
                viewerDidAuthor: true,
                authorAssociation: "COLLABORATOR",
              },
              { ...plain, author: null, viewerDidAuthor: false, authorAssociation: "NONE" },
              {
                author: { __typename: "Bot", login: "orc-app" },
                isMinimized: true,
                minimizedReason: "spam",
                createdViaEmail: true,
              },
            ],
          },
        },
      },
    });
  });

  it("names a bot with [bot] as the viewer only", async () => {
    const { github, ask } = await startedGitHub();
    const { id } = github.world.addBot("orc-app", "ghs_bot");
    const { data } = await ask(`{ viewer { login id } }`, {}, "ghs_bot");
    expect(data).toEqual({ viewer: { login: "orc-app[bot]", id } });
  });

  it("computes mergeability when somebody asks, and knows checks and reviews", async () => {
    const { github, askRepository } = await startedGitHub();
    const { world } = github;
    const pullRequest = world.addPullRequest({ headRefName: "1-login", by: "dana", isDraft: true });
    const fields = `pullRequest(number: 1) {
      mergeable mergeStateStatus isDraft headRefOid reviewDecision
      statusCheckRollup { state contexts(first: 5) { totalCount nodes {
        __typename ... on CheckRun { name conclusion } ... on StatusContext { context state }
      } } }
      latestOpinionatedReviews(first: 5, writersOnly: true) { nodes { state author { login } commit { oid } } }
    }`;
    const first = await askRepository(fields);
    expect(first.data).toMatchObject({
      repository: { pullRequest: { mergeable: "UNKNOWN", statusCheckRollup: null, isDraft: true } },
    });
    pullRequest.statusCheckRollup = {
      state: "FAILURE",
      contexts: [
        { name: "test", status: "COMPLETED", conclusion: "FAILURE" },
        { context: "ci/lint", state: "SUCCESS" },
      ],
    };
    world.addUser("mallory");
    const [dana, mallory] = [world.accounts.get("dana"), world.accounts.get("mallory")];
    const review = { submittedAt: "2026-01-01T00:00:00Z", oid: pullRequest.headRefOid };
    pullRequest.reviews = [
      { ...review, by: dana, state: "CHANGES_REQUESTED" },
      { ...review, by: mallory, state: "APPROVED" },
      { ...review, by: dana, state: "APPROVED", submittedAt: "2026-01-01T00:01:00Z" },
    ];
    const second = await askRepository(fields);
    expect(second.data).toMatchObject({
      repository: {
        pullRequest: {
          mergeable: "MERGEABLE",
          statusCheckRollup: {
            state: "FAILURE",
            contexts: {
              totalCount: 2,
              nodes: [
                { __typename: "CheckRun", name: "test", conclusion: "FAILURE" },
                { __typename: "StatusContext", context: "ci/lint", state: "SUCCESS" },
              ],
            },
          },
          latestOpinionatedReviews: {
            nodes: [
              { state: "APPROVED", author: { login: "dana" }, commit: { oid: pullRequest.headRefOid } },
            ],
          },
        },
      },
    });
    const pushed = world.push("1-login");
    expect(pullRequest).toMatchObject({ headRefOid: pushed, mergeable: "UNKNOWN" });
  });

  it("refuses what the schema does not know, without data and in GitHub's words", async () => {
    const { ask, github } = await startedGitHub();
    const { status, data, errors } = await ask(`query Q { viewer { login colour } }`);
    expect(status).toBe(200);
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        path: ["query Q", "viewer", "colour"],
        extensions: { code: "undefinedField", fieldName: "colour", typeName: "User" },
        locations: [{ line: 1, column: 26 }],
        message: "Field 'colour' doesn't exist on type 'User'",
      },
    ]);
    expect((await ask(`{ viewer { `)).errors).toMatchObject([{ message: expect.stringMatching(/syntax/i) }]);
    expect((await ask(`query Q($id: ID!) { node(id: $id) { id } }`)).data).toBeUndefined();
    const none = await post(github.url, {}, DANA);
    expect(none.errors).toEqual([{ message: "A query attribute must be specified and must be a string." }]);
  });

  it("never passes off what it has not been taught as an answer of GitHub's", async () => {
    const { askRepository } = await startedGitHub();
    const { errors } = await askRepository("diskUsage");
    expect(errors).toMatchObject([{ message: expect.stringContaining("the GitHub double does not know") }]);
  });
});
