import type { PullRequestStatus } from "../../orchestrator/session.ts";
import type { PullRequestRef } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, lineWidth, type Segment, segment } from "../text/segment.ts";
import { displayWidth } from "../text/width.ts";
import type { Tone } from "../theme/theme.ts";

/** A workflow's pull request: what is kept of it, and what has become of it where that is known. */
export interface KnownPullRequest {
  readonly ref: PullRequestRef;
  readonly status: PullRequestStatus | null;
}

export function knownPullRequest(
  ref: PullRequestRef | null,
  status: PullRequestStatus | null,
): KnownPullRequest | null {
  const known = status ?? ref;
  return known === null ? null : { ref: known, status };
}

const CHECKS: Readonly<Record<PullRequestStatus["checks"], readonly [sign: string, tone: Tone]>> = {
  passed: [glyphs.done, "done"],
  failed: [glyphs.failed, "failed"],
  pending: [glyphs.running, "running"],
  unreadable: ["?", "muted"],
  none: ["", "muted"],
};

const REVIEWS: Readonly<Record<PullRequestStatus["review"], readonly [words: string, tone: Tone]>> = {
  approved: ["approved", "done"],
  changes_requested: ["changes requested", "gate"],
  required: ["review required", "muted"],
  none: ["", "muted"],
};

/** `PR #12 draft`, `checks failed`, `changes requested`: as far as there is something to say. */
function partsOf({ ref, status }: KnownPullRequest): Segment[] {
  const name = `PR #${ref.number}`;
  if (status === null) return [segment(name)];
  if (status.state !== "open")
    return [segment(`${name} ${status.state}`, status.state === "merged" ? "done" : "muted")];
  const [review, tone] = REVIEWS[status.review];
  return [
    segment(status.isDraft ? `${name} draft` : name),
    segment(status.checks === "none" ? "" : `checks ${status.checks}`, CHECKS[status.checks][1]),
    segment(review, tone),
  ].filter(({ text }) => text !== "");
}

/** With its address behind it where there is room for all of it. */
export function pullRequestLine(known: KnownPullRequest, width: number): Line {
  const line = partsOf(known).flatMap((part, index) => [
    index === 0 ? { ...segment(`${glyphs.tool} `, "muted"), heard: "" } : segment(" · ", "muted"),
    part,
  ]);
  const url = `  ${known.ref.url}`;
  return lineWidth(line) + displayWidth(url) <= width ? [...line, segment(url, "muted")] : line;
}

/** The same in a few words, the fullest first. */
export function pullRequestForms(known: KnownPullRequest): string[] {
  const parts = partsOf(known).map(({ text }) => text);
  const full = [parts.join(" · "), parts.slice(0, 2).join(" · ")];
  const { ref, status } = known;
  if (status === null || status.state !== "open" || status.checks === "none")
    return [...full, parts[0] ?? ""];
  const name = `PR #${ref.number}`;
  return [...full, `${name} checks ${status.checks}`, `${name} ${CHECKS[status.checks][0]}`];
}

/** Why no other one can be opened; `null` where one can. */
export function whyNoPullRequest(known: KnownPullRequest | null): string | null {
  if (known === null || known.status?.state === "closed") return null;
  const { number, url } = known.ref;
  return known.status?.state === "merged"
    ? `PR #${number} has been merged`
    : `PR #${number} is there already: ${url}`;
}
