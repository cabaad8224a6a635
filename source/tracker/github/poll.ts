import { IssueNotFoundError, TrackerUnavailableError } from "../errors.ts";
import type { ChangedIssue, IssueGlance, Poll, Watch } from "../tracker.ts";
import { issueWithComments } from "./comments.ts";
import { MOST_AT_ONCE } from "./documents.ts";
import type { FaultPlace } from "./faults.ts";
import type { GitHubClient } from "./github-client.ts";
import { time } from "./issues.ts";
import { watchedIssues } from "./operations.ts";

/** Times are cut to whole seconds, and the clock is known by whole seconds as well. */
const WHOLE_SECOND_MS = 3_000;

/** One request for up to a hundred issues; issue and comments are fetched only where something moved. */
export async function pollIssues(client: GitHubClient, watches: readonly Watch[]): Promise<Poll> {
  if (watches.length === 0) return { seen: [], changed: [], failed: [] };
  const poll = {
    seen: [] as IssueGlance[],
    changed: [] as ChangedIssue[],
    failed: [] as Poll["failed"][number][],
  };
  for (let start = 0; start < watches.length; start += MOST_AT_ONCE)
    await pollSome(client, watches.slice(start, start + MOST_AT_ONCE), poll);
  return poll;
}

async function pollSome(
  client: GitHubClient,
  watches: readonly Watch[],
  {
    seen,
    changed,
    failed,
  }: { seen: IssueGlance[]; changed: ChangedIssue[]; failed: Poll["failed"][number][] },
): Promise<void> {
  const { answer, places } = await client.queryPart(watchedIssues(watches.map(({ number }) => number)));
  for (const { number, since } of watches) {
    const found = answer.repository[`i${number}`];
    if (found == null) {
      failed.push({ number, error: missing(number, places) });
      continue;
    }
    const updatedAt = time(found.updatedAt);
    seen.push({ number, updatedAt, labels: found.labels.nodes.map(({ name }) => name) });
    if (updatedAt !== since) await fetchChanged(client, number, changed, failed);
  }
}

async function fetchChanged(
  client: GitHubClient,
  number: number,
  changed: ChangedIssue[],
  failed: Poll["failed"][number][],
): Promise<void> {
  try {
    const { issue, comments } = await issueWithComments(client, number);
    const isSettled = client.now() - Date.parse(issue.updatedAt) > WHOLE_SECOND_MS;
    changed.push({ issue, comments, isSettled });
  } catch (error) {
    failed.push({ number, error: error instanceof Error ? error : new Error(String(error)) });
  }
}

function missing(number: number, places: readonly FaultPlace[]): Error {
  const place = places.find(({ path }) => path.startsWith(`repository.i${number}`));
  if (place === undefined || place.kind === "not_found") return new IssueNotFoundError(number, "github");
  return new TrackerUnavailableError(
    `issue ${number} could not be read: ${place.message}`,
    "It is tried again by itself.",
  );
}
