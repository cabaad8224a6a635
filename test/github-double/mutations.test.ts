import { describe, expect, it } from "vitest";
import { startedGitHub, stoppedClock } from "./harness.ts";

const ADD_COMMENT = `mutation ($input: AddCommentInput!) {
  addComment(input: $input) { clientMutationId commentEdge { node { id body author { login } } } subject { id } }
}`;
const CREATE_ISSUE = `mutation ($input: CreateIssueInput!) {
  createIssue(input: $input) { clientMutationId issue { number title body labels(first: 5) { nodes { name } } } }
}`;

describe("the GitHub double, told to change things", () => {
  it("creates an issue, twice if told twice", async () => {
    const { github, ask } = await startedGitHub();
    const { repository } = github.world;
    const { id } = github.world.addLabel("bug");
    const input = {
      repositoryId: repository.id,
      title: "Login",
      body: "Please",
      labelIds: [id],
      clientMutationId: "x",
    };
    const issue = { title: "Login", body: "Please", labels: { nodes: [{ name: "bug" }] } };
    for (const number of [1, 2]) {
      const { data } = await ask(CREATE_ISSUE, { input });
      expect(data).toEqual({ createIssue: { clientMutationId: "x", issue: { number, ...issue } } });
    }
    expect(github.world.issue(2).author?.login).toBe("dana");
  });

  it.each([
    ["a title of 257 characters", { title: "x".repeat(257) }, /Title is too long/],
    ["a blank title", { title: " " }, /Title can't be blank/],
    ["a body of 65,537 characters", { title: "x", body: "x".repeat(65_537) }, /Body is too long/],
  ])("refuses %s", async (_what, fields, words) => {
    const { github, ask } = await startedGitHub();
    const input = { repositoryId: github.world.repository.id, ...fields };
    const { status, data, errors } = await ask(CREATE_ISSUE, { input });
    expect([status, data]).toEqual([200, { createIssue: null }]);
    expect(errors).toMatchObject([
      { type: "UNPROCESSABLE", path: ["createIssue"], message: expect.stringMatching(words) },
    ]);
    expect(github.world.issues).toEqual([]);
  });

  it("counts characters, not UTF-16 units", async () => {
    const { github, ask } = await startedGitHub();
    const input = { repositoryId: github.world.repository.id, title: "x", body: "🌱".repeat(65_536) };
    expect((await ask(CREATE_ISSUE, { input })).errors).toBeUndefined();
  });

  it("edits, closes and reopens an issue", async () => {
    const clock = stoppedClock();
    const { github, ask } = await startedGitHub({ now: clock.now });
    const issue = github.world.addIssue({ title: "old", body: "old" });
    clock.pass(60);
    const { id } = issue;
    await ask(
      `mutation { updateIssue(input: { id: "${id}", title: "new", body: "new" }) { actor { login } } }`,
    );
    expect(issue).toMatchObject({ title: "new", body: "new", updatedAt: "2026-01-01T00:01:00Z" });
    const closed = await ask(
      `mutation { closeIssue(input: { issueId: "${id}", stateReason: NOT_PLANNED }) { issue { state stateReason } } }`,
    );
    expect(closed.data).toEqual({ closeIssue: { issue: { state: "CLOSED", stateReason: "NOT_PLANNED" } } });
    const reopened = await ask(
      `mutation { reopenIssue(input: { issueId: "${id}" }) { issue { state stateReason closedAt } } }`,
    );
    expect(reopened.data).toEqual({
      reopenIssue: { issue: { state: "OPEN", stateReason: "REOPENED", closedAt: null } },
    });
  });

  it("comments, and keeps that a comment was edited", async () => {
    const { github, ask } = await startedGitHub();
    const { id: subjectId } = github.world.addIssue();
    const { data } = await ask(ADD_COMMENT, { input: { subjectId, body: "hello" } });
    const { id } = github.world.issue(1).comments[0] ?? { id: "" };
    expect(data).toEqual({
      addComment: {
        clientMutationId: null,
        commentEdge: { node: { id, body: "hello", author: { login: "dana" } } },
        subject: { id: subjectId },
      },
    });
    const edited = await ask(`mutation { updateIssueComment(input: { id: "${id}", body: "bye" }) {
      issueComment { body includesCreatedEdit editor { login } }
    } }`);
    expect(edited.data).toEqual({
      updateIssueComment: {
        issueComment: { body: "bye", includesCreatedEdit: true, editor: { login: "dana" } },
      },
    });
    const minimized =
      await ask(`mutation { minimizeComment(input: { subjectId: "${id}", classifier: OFF_TOPIC }) {
      minimizedComment { isMinimized minimizedReason }
    } }`);
    expect(minimized.data).toEqual({
      minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "off-topic" } },
    });
    await ask(`mutation { deleteIssueComment(input: { id: "${id}" }) { clientMutationId } }`);
    expect(github.world.issue(1).comments).toEqual([]);
    const gone = await ask(`{ node(id: "${id}") { id } }`);
    expect(gone).toMatchObject({ data: { node: null }, errors: [{ type: "NOT_FOUND" }] });
  });

  it.each(["", "  \n", "x".repeat(65_537)])("refuses a comment that is empty or too long", async (body) => {
    const { github, ask } = await startedGitHub();
    const { id: subjectId } = github.world.addIssue();
    const { data, errors } = await ask(ADD_COMMENT, { input: { subjectId, body } });
    expect(data).toEqual({ addComment: null });
    expect(errors).toMatchObject([{ type: "UNPROCESSABLE", path: ["addComment"] }]);
  });

  it("goes on with the next field where one is refused", async () => {
    const { github, ask } = await startedGitHub();
    const { id } = github.world.addIssue();
    const { data, errors } = await ask(`mutation {
      a: addComment(input: { subjectId: "I_gone", body: "x" }) { clientMutationId }
      b: addComment(input: { subjectId: "${id}", body: "x" }) { clientMutationId }
    }`);
    expect(data).toEqual({ a: null, b: { clientMutationId: null } });
    expect(errors).toMatchObject([{ type: "NOT_FOUND", path: ["a"] }]);
  });

  it("reacts once, and lists an app among the reactors only", async () => {
    const { github, ask } = await startedGitHub();
    github.world.addBot("orc-app", "ghs_bot");
    const { id } = github.world.addIssue();
    const react = `mutation { addReaction(input: { subjectId: "${id}", content: EYES }) {
      reaction { content user { login } }
      reactionGroups { content viewerHasReacted users { totalCount } reactors(first: 5) { nodes { ... on Bot { login } } } }
    } }`;
    await ask(react, {}, "ghs_bot");
    const { data } = await ask(react, {}, "ghs_bot");
    expect(data).toMatchObject({
      addReaction: {
        reaction: { content: "EYES", user: null },
        reactionGroups: expect.arrayContaining([
          {
            content: "EYES",
            viewerHasReacted: true,
            users: { totalCount: 0 },
            reactors: { nodes: [{ login: "orc-app" }] },
          },
        ]),
      },
    });
  });

  it("opens one pull request for a branch that is there and has something new", async () => {
    const { github, ask } = await startedGitHub();
    const { world } = github;
    const create = `mutation ($input: CreatePullRequestInput!) {
      createPullRequest(input: $input) { pullRequest { number isDraft state url headRefOid } }
    }`;
    const input = {
      repositoryId: world.repository.id,
      baseRefName: "main",
      headRefName: "1-login",
      title: "Login",
      draft: true,
    };
    const refused = async () => {
      const { data, errors } = await ask(create, { input });
      expect(data).toEqual({ createPullRequest: null });
      const [error] = errors as { type: string; message: string }[];
      expect(error?.type).toBe("UNPROCESSABLE");
      return error?.message;
    };
    expect(await refused()).toBe(
      "Head sha can't be blank, Base sha can't be blank, No commits between main and 1-login, Head ref must be a branch",
    );
    world.branches.set("1-login", world.branches.get("main") ?? "");
    expect(await refused()).toBe("No commits between main and 1-login");
    const headRefOid = world.push("1-login");
    world.addIssue();
    const { data } = await ask(create, { input });
    const url = "https://github.com/acme/webshop/pull/2";
    const pullRequest = { number: 2, isDraft: true, state: "OPEN", url, headRefOid };
    expect(data).toEqual({ createPullRequest: { pullRequest } });
    expect(await refused()).toBe("A pull request already exists for acme:1-login.");
  });

  it("refuses everything in an archived repository, and issues where there are none", async () => {
    const { github, ask } = await startedGitHub();
    const { repository } = github.world;
    const { id: subjectId } = github.world.addIssue();
    repository.isArchived = true;
    const archived = await ask(ADD_COMMENT, { input: { subjectId, body: "x" } });
    expect(archived.errors).toMatchObject([{ message: "Repository was archived so is read-only." }]);
    Object.assign(repository, { isArchived: false, hasIssuesEnabled: false });
    const disabled = await ask(CREATE_ISSUE, { input: { repositoryId: repository.id, title: "x" } });
    expect(disabled).toMatchObject({ data: { createIssue: null }, errors: [{ type: "UNPROCESSABLE" }] });
  });

  it("links no branch whose name is taken, and says nothing about it", async () => {
    const { github, ask } = await startedGitHub();
    const { id } = github.world.addIssue({ title: "Add login" });
    const link = `mutation { createLinkedBranch(input: { issueId: "${id}", oid: "${"a".repeat(40)}" }) {
      linkedBranch { ref { name } }
    } }`;
    expect((await ask(link)).data).toEqual({
      createLinkedBranch: { linkedBranch: { ref: { name: "1-add-login" } } },
    });
    expect(await ask(link)).toMatchObject({
      data: { createLinkedBranch: { linkedBranch: null } },
      errors: undefined,
    });
  });
});
