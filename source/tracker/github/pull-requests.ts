import type { NewPullRequest, PullRequest, PullRequestStatus, PullRequests } from "../tracker.ts";
import { fitting } from "./body.ts";
import type { GitHubClient } from "./github-client.ts";
import { operations, pullRequestChecks, pullRequestStates } from "./operations.ts";

const STATES = { OPEN: "open", CLOSED: "closed", MERGED: "merged" } as const;

const CHECKS: Readonly<Record<string, PullRequestStatus["checks"]>> = {
  SUCCESS: "passed",
  FAILURE: "failed",
  ERROR: "failed",
  PENDING: "pending",
  EXPECTED: "pending",
};

const REVIEWS: Readonly<Record<string, PullRequestStatus["review"]>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changes_requested",
  REVIEW_REQUIRED: "required",
};

export function createPullRequests(client: GitHubClient): PullRequests {
  return {
    openDraft: (request) => client.exclusively(() => openDraft(client, request)),
    status: (numbers) => (numbers.length === 0 ? Promise.resolve([]) : statusOf(client, numbers)),
  };
}

async function openDraft(client: GitHubClient, request: NewPullRequest): Promise<PullRequest> {
  const { head, base, title } = request;
  let repositoryId = "";
  return client.once({
    async find() {
      const { repository } = await client.query(operations.pullRequestsOfBranch, { head });
      repositoryId = repository.id;
      const own = repository.pullRequests.nodes.find((each) => !each.isCrossRepository);
      return own === undefined ? null : { number: own.number, url: own.url };
    },
    async act(send) {
      const body = fitting(request.body, 0);
      const input = { repositoryId, headRefName: head, baseRefName: base, title, body, draft: true };
      return (await send(operations.createPullRequest, { input })).createPullRequest.pullRequest;
    },
  });
}

async function statusOf(client: GitHubClient, numbers: readonly number[]): Promise<PullRequestStatus[]> {
  const [{ answer: states }, checks] = await Promise.all([
    client.queryPart(pullRequestStates(numbers)),
    checksOf(client, numbers),
  ]);
  return Object.values(states.repository).flatMap((found): PullRequestStatus[] => {
    if (found === null) return [];
    const { number, url, isDraft, reviewDecision } = found;
    return [
      {
        number,
        url,
        isDraft,
        state: STATES[found.state],
        checks: checks.get(number) ?? "unreadable",
        review: REVIEWS[reviewDecision ?? ""] ?? "none",
      },
    ];
  });
}

/** By number; what the token may not read is missing. */
async function checksOf(
  client: GitHubClient,
  numbers: readonly number[],
): Promise<Map<number, PullRequestStatus["checks"]>> {
  try {
    const { answer, places } = await client.queryPart(pullRequestChecks(numbers));
    const hidden = new Set(places.map(({ path }) => path.split(".")[1]));
    const readable = Object.entries(answer.repository).filter(([alias]) => !hidden.has(alias));
    return new Map(
      readable.flatMap(([, found]) => {
        if (found === null) return [];
        const { state } = found.statusCheckRollup ?? {};
        return [[found.number, state === undefined ? "none" : (CHECKS[state] ?? "pending")] as const];
      }),
    );
  } catch {
    // Whatever keeps us from the checks, the rest is worth showing.
    return new Map();
  }
}
