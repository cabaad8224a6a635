import { IssueNotFoundError } from "../errors.ts";
import { commentMarker, workflowMarker } from "../marker.ts";
import type { Tracker } from "../tracker.ts";
import { issueWithComments, postMarked, postWords } from "./comments.ts";
import type { Credentials } from "./credentials.ts";
import { diagnose } from "./diagnosis.ts";
import type { Endpoint } from "./endpoint.ts";
import { GitHubFault } from "./faults.ts";
import { createGitHubClient } from "./github-client.ts";
import { checkNumber, createIssue, findIssue, toIssue } from "./issues.ts";
import { addLabels, setStatusLabel } from "./labels.ts";
import { operations } from "./operations.ts";
import { permissionOf } from "./permission.ts";
import { pollIssues } from "./poll.ts";
import { createPullRequests } from "./pull-requests.ts";
import type { RepositoryAddress } from "./repository-address.ts";
import { createTransport, type TransportOptions } from "./transport.ts";

export interface GitHubTrackerOptions extends Pick<TransportOptions, "userAgent" | "paces"> {
  readonly address: RepositoryAddress;
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  /** The main checkout's `.plans`: there the processes of one repository wait for one another. */
  readonly plansDir: string;
}

/** Issues, comments and labels on GitHub, by GraphQL (spec section 8). */
export function createGitHubTracker(options: GitHubTrackerOptions): Tracker {
  const { address, endpoint, plansDir, ...rest } = options;
  const transport = createTransport({ ...rest, url: endpoint.graphqlUrl });
  const client = createGitHubClient(address, transport, plansDir);
  let login: Promise<string> | null = null;

  function viewer(): Promise<string> {
    login ??= client.query(operations.viewer).then((answer) => answer.viewer.login);
    // A failure is not remembered.
    login.catch(() => {
      login = null;
    });
    return login;
  }

  return {
    name: "github",
    place: `${address.owner}/${address.name}`,
    pullRequests: createPullRequests(client),

    async findIssueByMarker(workflowId) {
      return findIssue(client, { workflowId, viewer: await viewer() });
    },

    async createIssue(request) {
      workflowMarker(request.workflowId);
      return createIssue(client, request, await viewer());
    },

    getIssue: (number) =>
      ofIssue(number, async () =>
        toIssue((await client.query(operations.issueByNumber, { number })).repository.issue),
      ),

    async openIssues() {
      return (await client.query(operations.openIssues)).repository.issues.nodes.map(toIssue);
    },

    addLabels: (number, labels) => ofIssue(number, () => addLabels(client, number, labels)),
    listComments: (number) => ofIssue(number, async () => (await issueWithComments(client, number)).comments),

    postComment: (number, { body, key }) =>
      ofIssue(number, async () => {
        if (key === null) return postWords(client, number, { body, viewer: await viewer() });
        commentMarker(key);
        return postMarked(client, number, { body, key, viewer: await viewer() });
      }),

    setStatusLabel: (number, label) => ofIssue(number, () => setStatusLabel(client, number, label)),
    permission: (who) => permissionOf(client, who),
    viewer,
    poll: (watches) => pollIssues(client, watches),

    fileUrl(revision, path) {
      const segments = [address.owner, address.name, "blob", revision, ...path.split("/")];
      return `${endpoint.webUrl}/${segments.map(encodeURIComponent).join("/")}`;
    },

    diagnose: () => diagnose({ client, transport, credentials: options.credentials }),
    quota: () => transport.quota(),
    close: () => transport.close(),
  };
}

/** What is refused because there is no such issue is said so. */
async function ofIssue<T>(number: number, ask: () => Promise<T>): Promise<T> {
  checkNumber(number);
  try {
    return await ask();
  } catch (error) {
    throw isMissingIssue(error) ? new IssueNotFoundError(number, "github") : error;
  }
}

function isMissingIssue(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  if (!(cause instanceof GitHubFault) || cause.kind !== "not_found") return false;
  return cause.places.some(({ path }) => path === "repository.issue");
}
