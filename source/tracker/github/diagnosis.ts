import { describeError } from "../../workflow/errors.ts";
import type { Finding } from "../tracker.ts";
import type { Credentials } from "./credentials.ts";
import { GitHubFault } from "./faults.ts";
import type { GitHubClient } from "./github-client.ts";
import { operations } from "./operations.ts";
import type { Transport } from "./transport.ts";

interface Patient {
  readonly client: GitHubClient;
  readonly transport: Transport;
  readonly credentials: Credentials;
}

const ROLE = "role";
/** Roles that may push a branch and make labels. */
const ROLES_ENOUGH: ReadonlySet<string> = new Set(["WRITE", "MAINTAIN", "ADMIN"]);

/**
 * Looks at the login, the repository and the permissions, one after the other: what comes later makes no sense
 * without what came before. GitHub does not say what a fine-grained token may do; it is asked for what needs it.
 */
export async function diagnose(patient: Patient): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const look of [lookAtToken, lookAtLogin, lookAtRepository]) {
    try {
      findings.push(...(await look(patient)));
    } catch (error) {
      const { message, remedy } = describeError(error);
      return [...findings, { what: "GitHub", verdict: "problem", message, remedy }];
    }
  }
  const mayWrite = !findings.some(({ what }) => what === ROLE);
  return [...findings, ...(await lookAtPermissions(patient, mayWrite))];
}

async function lookAtToken({ credentials }: Patient): Promise<Finding[]> {
  const { source } = await credentials.get();
  return [ok("token", `from ${source}`)];
}

async function lookAtLogin({ client, transport }: Patient): Promise<Finding[]> {
  const { viewer } = await client.query(operations.viewer);
  const login = ok("login", `${viewer.login} on ${client.address.host}`);
  const scopes = transport.scopes();
  if (scopes === null || scopes.some((scope) => scope === "repo" || scope === "public_repo")) return [login];
  return [
    login,
    problem(
      "token scopes",
      `the token has the scopes ${scopes.join(", ")}, and "repo" is missing`,
      'Give it the scope "repo": gh auth refresh --scopes repo, or make a new token.',
    ),
  ];
}

async function lookAtRepository({ client }: Patient): Promise<Finding[]> {
  const { repository } = await client.query(operations.repository);
  const { nameWithOwner, viewerPermission, isArchived, hasIssuesEnabled } = repository;
  const found: Finding[] = [ok("repository", nameWithOwner)];
  if (isArchived)
    found.push(
      problem("repository", "it is archived: nothing can be written", "Unarchive it in its settings."),
    );
  if (!hasIssuesEnabled)
    found.push(problem("issues", "the repository has no issues", "Turn issues on in its settings."));
  if (viewerPermission !== null && !ROLES_ENOUGH.has(viewerPermission))
    found.push(
      problem(
        ROLE,
        `the account has ${viewerPermission.toLowerCase()} access to ${nameWithOwner}`,
        "Ask an admin of the repository for write access: labels and the branch need it.",
      ),
    );
  return found;
}

/**
 * What each permission is needed for, and how it is asked whether it is there. What the account's role does not
 * allow is refused whatever the token may do, and tells nothing of it.
 */
async function lookAtPermissions(patient: Patient, mayWrite: boolean): Promise<Finding[]> {
  const { client } = patient;
  const whoMayApprove = () => client.query(operations.permission, { login: client.address.owner });
  return [
    await permission("Issues: read", "problem", () => client.query(operations.openIssues)),
    ...(mayWrite
      ? [await writeIssues(patient), await permission("Metadata: read", "problem", whoMayApprove)]
      : []),
    await pullRequests(patient),
  ];
}

/** A question alone tells nothing of writing, and nothing can be written there without a trace. */
async function pullRequests({ client }: Patient): Promise<Finding> {
  const found = await permission("Pull requests: read and write", "warning", () =>
    client.query(operations.pullRequestsOfBranch, { head: "orc-tui-doctor" }),
  );
  return found.verdict === "ok"
    ? { ...found, message: "read: granted; write: not known until a pull request is opened" }
    : found;
}

/** Putting no labels on an issue changes nothing, and is refused to who may not put any. */
async function writeIssues({ client, transport }: Patient): Promise<Finding> {
  const what = "Issues: read and write";
  try {
    const { repository } = await client.query(operations.newestIssues, { after: null });
    const labelableId = repository.issues.nodes[0]?.id;
    if (labelableId === undefined)
      return {
        what,
        verdict: "warning",
        message: "shows with the first issue: there is none yet",
        remedy: "",
      };
    await transport.mutate(operations.addLabels, { add: { labelableId, labelIds: [] } });
    return ok(what, "granted");
  } catch (error) {
    return isRefusal(error) ? missing(what, "problem") : undetermined(what, error);
  }
}

async function permission(
  what: string,
  verdict: "problem" | "warning",
  ask: () => Promise<unknown>,
): Promise<Finding> {
  try {
    await ask();
    return ok(what, "granted");
  } catch (error) {
    return isRefusal(error) ? missing(what, verdict) : undetermined(what, error);
  }
}

function undetermined(what: string, error: unknown): Finding {
  const { message, remedy } = describeError(error);
  return { what, verdict: "warning", message: `could not be determined: ${message}`, remedy };
}

function isRefusal(error: unknown): boolean {
  const fault = error instanceof Error && error.cause instanceof GitHubFault ? error.cause : error;
  return fault instanceof GitHubFault && fault.kind === "forbidden";
}

function missing(what: string, verdict: "problem" | "warning"): Finding {
  const forWhat = what.startsWith("Pull") ? " (for pull requests only)" : "";
  return {
    what,
    verdict,
    message: `the token lacks this permission${forWhat}`,
    remedy: `Give the token the repository permission "${what}" in its settings on GitHub.`,
  };
}

function ok(what: string, message: string): Finding {
  return { what, verdict: "ok", message, remedy: "" };
}

function problem(what: string, message: string, remedy: string): Finding {
  return { what, verdict: "problem", message, remedy };
}
