import { describe, expect, it } from "vitest";
import { startedGitHub, stoppedClock } from "./harness.ts";

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly body?: string; readonly number?: number }[];
  readonly pageInfo: Record<"startCursor" | "endCursor" | "hasNextPage" | "hasPreviousPage", unknown>;
}

const PAGE = "totalCount nodes { body } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }";

async function fiveComments() {
  const { github, ask } = await startedGitHub();
  github.world.addIssue();
  const comments = [1, 2, 3, 4, 5].map((n) => github.world.comment(1, { by: "dana", body: String(n) }));
  const page = async (args: string): Promise<Page> => {
    const { data } = await ask(
      `{ repository(owner: "acme", name: "webshop") { issue(number: 1) { comments(${args}) { ${PAGE} } } } }`,
    );
    return (data as { repository: { issue: { comments: Page } } }).repository.issue.comments;
  };
  return { github, comments, page };
}

const bodies = ({ nodes }: Page) => nodes.map(({ body }) => body).join("");

describe("the GitHub double's connections", () => {
  it("page forwards", async () => {
    const { page } = await fiveComments();
    const first = await page("first: 2");
    expect([bodies(first), first.totalCount]).toEqual(["12", 5]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(bodies(second)).toBe("345");
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it("page backwards, still ascending", async () => {
    const { page } = await fiveComments();
    const last = await page("last: 2");
    expect(bodies(last)).toBe("45");
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(bodies(await page(`last: 2, before: "${last.pageInfo.startCursor}"`))).toBe("23");
  });

  it("keep their place when something before it goes away", async () => {
    const { github, comments, page } = await fiveComments();
    const { pageInfo } = await page("first: 2");
    for (const comment of comments.slice(0, 2)) github.world.deleteComment(comment);
    expect(bodies(await page(`first: 5, after: "${pageInfo.endCursor}"`))).toBe("345");
  });

  it("want a limit as soon as more than the count is asked for", async () => {
    const { github, askRepository } = await startedGitHub();
    github.world.addIssue();
    const counted = await askRepository("issue(number: 1) { comments { totalCount } }");
    expect(counted).toMatchObject({
      errors: undefined,
      data: { repository: { issue: { comments: { totalCount: 0 } } } },
    });
    const listed = await askRepository("issue(number: 1) { comments { nodes { id } } }");
    expect(listed.data).toEqual({ repository: { issue: null } });
    expect(listed.errors).toMatchObject([
      {
        type: "MISSING_PAGINATION_BOUNDARIES",
        path: ["repository", "issue", "comments"],
        message: "You must provide a `first` or `last` value to properly paginate the `comments` connection.",
      },
    ]);
  });

  it.each([
    ["first: 101", "EXCESSIVE_PAGINATION"],
    ["last: 101", "EXCESSIVE_PAGINATION"],
    ["first: 0", "UNPROCESSABLE"],
    ["first: 1, last: 1", "UNPROCESSABLE"],
    ['first: 1, after: "nonsense"', "INVALID_CURSOR_ARGUMENTS"],
  ])("refuse %s", async (args, type) => {
    const { askRepository } = await startedGitHub();
    const { errors } = await askRepository(`labels(${args}) { nodes { id } }`);
    expect(errors).toMatchObject([{ type, path: ["repository", "labels"] }]);
  });

  it("filter and sort issues", async () => {
    const clock = stoppedClock();
    const { github, ask } = await startedGitHub({ now: clock.now });
    const { world } = github;
    world.addUser("erin");
    for (const by of ["dana", "erin", "dana", "erin"]) {
      world.addIssue({ by });
      clock.pass(60);
    }
    world.setLabels(2, ["Bug"]);
    world.comment(1, { by: "erin", body: "new" });
    world.issue(3).state = "CLOSED";
    const numbers = async (args: string) => {
      const { data } = await ask(
        `{ repository(owner: "acme", name: "webshop") { issues(first: 10, ${args}) { nodes { number } } } }`,
      );
      const { repository } = data as { repository: { issues: Page } };
      return repository.issues.nodes.map(({ number }) => number);
    };
    expect(await numbers("orderBy: { field: CREATED_AT, direction: DESC }")).toEqual([4, 3, 2, 1]);
    expect(await numbers("orderBy: { field: UPDATED_AT, direction: DESC }")).toEqual([1, 4, 3, 2]);
    expect(await numbers("orderBy: { field: COMMENTS, direction: ASC }")).toEqual([2, 3, 4, 1]);
    expect(await numbers('filterBy: { createdBy: "DANA" }')).toEqual([1, 3]);
    expect(await numbers('filterBy: { since: "2026-01-01T00:03:00Z" }')).toEqual([1, 4]);
    expect(await numbers('labels: ["bug"]')).toEqual([2]);
    expect(await numbers("states: CLOSED")).toEqual([3]);
    expect(await numbers("filterBy: { states: [OPEN] }")).toEqual([1, 2, 4]);
  });

  it("search collaborators vaguely by query and exactly by login", async () => {
    const { github, askRepository } = await startedGitHub();
    github.world.addUser("dan", "READ");
    github.world.addUser("erin", "WRITE");
    const { data } = await askRepository(`
      vague: collaborators(query: "dan", first: 10) { edges { permission node { login } } }
      exact: collaborators(login: "DAN", first: 10) { edges { permission node { login } } }
      nobody: collaborators(login: "da", first: 10) { edges { permission } }`);
    expect(data).toEqual({
      repository: {
        vague: {
          edges: [
            { permission: "ADMIN", node: { login: "dana" } },
            { permission: "READ", node: { login: "dan" } },
          ],
        },
        exact: { edges: [{ permission: "READ", node: { login: "dan" } }] },
        nobody: { edges: [] },
      },
    });
  });

  it("find pull requests by their branches", async () => {
    const { github, askRepository } = await startedGitHub();
    github.world.addPullRequest({ headRefName: "1-a" });
    github.world.addPullRequest({ headRefName: "2-b" });
    github.world.addPullRequest({ headRefName: "1-a", state: "CLOSED" });
    const { data } = await askRepository(`
      open: pullRequests(headRefName: "1-a", baseRefName: "main", states: [OPEN], first: 5) { nodes { number } }
      all: pullRequests(headRefName: "1-a", first: 5) { nodes { number } }`);
    expect(data).toEqual({
      repository: { open: { nodes: [{ number: 1 }] }, all: { nodes: [{ number: 1 }, { number: 3 }] } },
    });
  });
});
