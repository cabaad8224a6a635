import { describe, expect, it } from "vitest";
import type { Grant } from "../support/github/index.ts";
import { startedGitHub } from "./harness.ts";

const NOT_BY_TOKEN = "Resource not accessible by personal access token";
const NOT_BY_APP = "Resource not accessible by integration";

/** With an issue #1 and a label, and a colleague of dana's. */
async function colleague(permission: "READ" | "TRIAGE" | "WRITE" | null, grant?: Grant) {
  const asking = await startedGitHub();
  const { world } = asking.github;
  world.addUser("erin", permission, "ghp_erin", grant);
  const label = world.addLabel("bug");
  const issue = world.addIssue({ by: "dana" });
  const as = (query: string) => asking.ask(query, {}, "ghp_erin");
  const attempts = {
    createIssue: `createIssue(input: { repositoryId: "${world.repository.id}", title: "x" }) { issue { id } }`,
    addComment: `addComment(input: { subjectId: "${issue.id}", body: "x" }) { subject { id } }`,
    addLabelsToLabelable: `addLabelsToLabelable(input: { labelableId: "${issue.id}", labelIds: ["${label.id}"] }) { clientMutationId }`,
    createLabel: `createLabel(input: { repositoryId: "${world.repository.id}", name: "new", color: "ffffff" }) { label { id } }`,
    closeIssue: `closeIssue(input: { issueId: "${issue.id}" }) { issue { id } }`,
  };
  const attempt = async (name: keyof typeof attempts) => {
    const { data, errors } = await as(`mutation { ${attempts[name]} }`);
    const [error] = (errors ?? []) as { type: string; path: unknown; message: string }[];
    if (error) expect([data, error.path]).toEqual([{ [name]: null }, [name]]);
    return error ? `${error.type}: ${error.message}` : "done";
  };
  return { ...asking, world, as, attempt };
}

const unable = (execute: string) =>
  `FORBIDDEN: erin does not have the correct permissions to execute \`${execute}\``;

describe("the GitHub double's rights", () => {
  it("let a reader open issues and comment, and nothing else", async () => {
    const { attempt } = await colleague("READ");
    expect(await attempt("createIssue")).toBe("done");
    expect(await attempt("addComment")).toBe("done");
    expect(await attempt("addLabelsToLabelable")).toBe(unable("AddLabelsToLabelable"));
    expect(await attempt("createLabel")).toBe(unable("CreateLabel"));
    expect(await attempt("closeIssue")).toBe(unable("CloseIssue"));
  });

  it("let who triages put labels on, but not make them", async () => {
    const { attempt } = await colleague("TRIAGE");
    expect(await attempt("addLabelsToLabelable")).toBe("done");
    expect(await attempt("closeIssue")).toBe("done");
    expect(await attempt("createLabel")).toBe(unable("CreateLabel"));
  });

  it("hide a private repository and all that is in it from strangers", async () => {
    const { as, world, attempt, askRepository } = await colleague(null);
    const { errors, data } = await askRepository("id", {}, "ghp_erin");
    expect(data).toEqual({ repository: null });
    expect(errors).toMatchObject([{ type: "NOT_FOUND", path: ["repository"] }]);
    const node = await as(`{ node(id: "${world.issue(1).id}") { id } }`);
    expect(node).toMatchObject({ data: { node: null }, errors: [{ type: "NOT_FOUND" }] });
    expect(await attempt("addComment")).toMatch(/^NOT_FOUND: Could not resolve to a node/);
  });

  it("let anybody read and comment in a public repository", async () => {
    const { world, attempt, askRepository } = await colleague(null);
    world.repository.isPrivate = false;
    const { data } = await askRepository("viewerPermission issue(number: 1) { number }", {}, "ghp_erin");
    expect(data).toEqual({ repository: { viewerPermission: "READ", issue: { number: 1 } } });
    expect(await attempt("addComment")).toBe("done");
    expect(await attempt("closeIssue")).toBe(unable("CloseIssue"));
  });

  it("let only those comment on a locked issue who may write", async () => {
    const reader = await colleague("READ");
    reader.world.issue(1).locked = true;
    expect(await reader.attempt("addComment")).toBe(unable("AddComment"));
    const writer = await colleague("WRITE");
    writer.world.issue(1).locked = true;
    expect(await writer.attempt("addComment")).toBe("done");
  });

  it("show collaborators only to those who may push", async () => {
    const { askRepository } = await colleague("TRIAGE");
    const { data, errors } = await askRepository(
      `viewerPermission collaborators(login: "dana", first: 1) { edges { permission } }`,
      {},
      "ghp_erin",
    );
    expect(data).toEqual({ repository: { viewerPermission: "TRIAGE", collaborators: null } });
    expect(errors).toMatchObject([
      {
        type: "FORBIDDEN",
        path: ["repository", "collaborators"],
        message: "You do not have permission to view repository collaborators.",
      },
    ]);
  });

  it("demand the scopes of a classic token", async () => {
    const { attempt, world, askRepository } = await colleague("WRITE", { scopes: ["read:user"] });
    expect((await askRepository("id", {}, "ghp_erin")).errors).toMatchObject([{ type: "NOT_FOUND" }]);
    world.repository.isPrivate = false;
    expect(await attempt("addComment")).toMatch(/^INSUFFICIENT_SCOPES: Your token has not been granted/);
  });

  it("refuse a fine-grained token what it was not given, field by field", async () => {
    const { attempt, askRepository } = await colleague("WRITE", {
      permissions: { metadata: "read", issues: "read" },
    });
    const { data, errors } = await askRepository(
      `id issue(number: 1) { number } pullRequest(number: 1) { number } defaultBranchRef { name }`,
      {},
      "ghp_erin",
    );
    expect(data).toMatchObject({
      repository: { issue: { number: 1 }, pullRequest: null, defaultBranchRef: null },
    });
    expect(errors).toMatchObject([
      { type: "FORBIDDEN", path: ["repository", "pullRequest"], message: NOT_BY_TOKEN },
      { type: "FORBIDDEN", path: ["repository", "defaultBranchRef"], message: NOT_BY_TOKEN },
    ]);
    expect(await attempt("addComment")).toBe(`FORBIDDEN: ${NOT_BY_TOKEN}`);
  });

  it("ask the role too of a fine-grained token that may write issues", async () => {
    const { attempt } = await colleague("READ", { permissions: { metadata: "read", issues: "write" } });
    expect(await attempt("addComment")).toBe("done");
    expect(await attempt("addLabelsToLabelable")).toBe(unable("AddLabelsToLabelable"));
  });

  it("hide what a fine-grained token was not made for", async () => {
    const { askRepository } = await colleague("WRITE", {
      permissions: { metadata: "read", issues: "write" },
      repositories: ["acme/other"],
    });
    expect((await askRepository("id", {}, "ghp_erin")).errors).toMatchObject([{ type: "NOT_FOUND" }]);
  });

  it("never let a fine-grained token read check runs, whatever it was given", async () => {
    const { askRepository, world, github } = await colleague("WRITE", {
      permissions: { metadata: "read", pull_requests: "read", statuses: "read", checks: "read" },
    });
    world.addPullRequest().statusCheckRollup = {
      state: "SUCCESS",
      contexts: [
        { name: "test", status: "COMPLETED" },
        { context: "ci/lint", state: "SUCCESS" },
      ],
    };
    const fields = `pullRequest(number: 2) { number statusCheckRollup { state contexts(first: 5) { nodes { __typename } } } }`;
    const { data, errors } = await askRepository(fields, {}, "ghp_erin");
    const contexts = { nodes: [null, { __typename: "StatusContext" }] };
    expect(data).toEqual({
      repository: { pullRequest: { number: 2, statusCheckRollup: { state: "SUCCESS", contexts } } },
    });
    const path = ["repository", "pullRequest", "statusCheckRollup"];
    expect(errors).toMatchObject([
      { type: "FORBIDDEN", path: [...path, "contexts", "nodes", 0], message: NOT_BY_TOKEN },
    ]);

    github.behaviour.rollupForbidden = true;
    const without = await askRepository(fields, {}, "ghp_erin");
    expect(without.data).toEqual({ repository: { pullRequest: { number: 2, statusCheckRollup: null } } });
    expect(without.errors).toMatchObject([{ type: "FORBIDDEN", path, message: NOT_BY_TOKEN }]);
    expect((await askRepository(fields)).errors).toBeUndefined();
  });

  it("speak of an integration to an app", async () => {
    const { github, ask } = await startedGitHub();
    const { world } = github;
    const { id } = world.addIssue();
    world.addBot("orc-app", "ghs_bot", { permissions: { metadata: "read", issues: "read" } });
    const comment = `mutation { addComment(input: { subjectId: "${id}", body: "x" }) { clientMutationId } }`;
    const { errors } = await ask(comment, {}, "ghs_bot");
    expect(errors).toMatchObject([{ type: "FORBIDDEN", path: ["addComment"], message: NOT_BY_APP }]);
  });

  it("let nobody but the author and those who may write change a comment", async () => {
    const { world, as, ask } = await colleague("TRIAGE");
    const { id } = world.comment(1, { by: "dana", body: "mine" });
    const edit = `mutation { updateIssueComment(input: { id: "${id}", body: "theirs" }) { clientMutationId } }`;
    expect((await as(edit)).errors).toMatchObject([{ type: "FORBIDDEN" }]);
    world.setPermission("dana", "READ");
    expect((await ask(edit)).errors).toBeUndefined();
  });
});
