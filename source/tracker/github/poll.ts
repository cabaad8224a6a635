import { IssueNotFoundError, TrackerRefusedError, TrackerUnavailableError } from "../errors.ts";
import type { ChangedIssue, IssueGlance, Poll, Watch } from "../tracker.ts";
import { issueWithComments } from "./comments.ts";
import { MOST_AT_ONCE } from "./documents.ts";
import { type FaultPlace, GitHubFault } from "./faults.ts";
import type { GitHubClient } from "./github-client.ts";
import { time } from "./issues.ts";
import { watchedIssues } from "./operations.ts";

/** Times are cut to whole seconds, and the clock is known by whole seconds as well. */
const WHOLE_SECOND_MS = 3_000;

/** A poll while it grows. */
interface Growing {
  readonly seen: IssueGlance[];
  readonly changed: ChangedIssue[];
  readonly failed: Poll["failed"][number][];
  brokenOff?: Error;
}

/** One request for up to a hundred issues; issue and comments are fetched only where something moved. */
export async function pollIssues(client: GitHubClient, watches: readonly Watch[]): Promise<Poll> {
  const poll: Growing = { seen: [], changed: [], failed: [] };
  for (let start = 0; start < watches.length; start += MOST_AT_ONCE)
    await pollSome(client, watches.slice(start, start + MOST_AT_ONCE), poll);
  return poll;
}

async function pollSome(client: GitHubClient, watches: readonly Watch[], poll: Growing): Promise<void> {
  if (poll.brokenOff !== undefined) {
    for (const { number } of watches) poll.failed.push({ number, error: poll.brokenOff });
    return;
  }
  const { answer, places } = await client.queryPart(watchedIssues(watches.map(({ number }) => number)));
  for (const { number, since } of watches) {
    const found = answer.repository[`i${number}`];
    if (found == null) {
      poll.failed.push({ number, error: missing(number, places) });
      continue;
    }
    const updatedAt = time(found.updatedAt);
    const labels = found.labels?.nodes?.flatMap((label) => label?.name ?? []) ?? null;
    poll.seen.push({ number, updatedAt, labels });
    if (updatedAt !== since) await fetchChanged(client, number, poll);
  }
}

async function fetchChanged(client: GitHubClient, number: number, poll: Growing): Promise<void> {
  if (poll.brokenOff !== undefined) {
    poll.failed.push({ number, error: poll.brokenOff });
    return;
  }
  try {
    const { issue, comments } = await issueWithComments(client, number);
    const isSettled = client.now() - Date.parse(issue.updatedAt) > WHOLE_SECOND_MS;
    poll.changed.push({ issue, comments, isSettled });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    poll.failed.push({ number, error });
    // The next issue would have to wait as long for as little.
    if (isOutage(error)) poll.brokenOff = error;
  }
}

/** Would the other issues fare no better? An error about this one in a whole answer does not say so. */
function isOutage(error: Error): boolean {
  if (error.cause instanceof GitHubFault && error.cause.places.length > 0) return false;
  return error instanceof TrackerUnavailableError || (error instanceof TrackerRefusedError && error.isLogin);
}

function missing(number: number, places: readonly FaultPlace[]): Error {
  const alias = `repository.i${number}`;
  const place = places.find(({ path }) => path === alias || path.startsWith(`${alias}.`));
  if (place === undefined || place.kind === "not_found") return new IssueNotFoundError(number, "github");
  return new TrackerUnavailableError(
    `issue ${number} could not be read: ${place.message}`,
    "It is tried again by itself.",
  );
}
