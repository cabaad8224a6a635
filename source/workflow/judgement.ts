import { readAgentWord, readSignal, type Signal, soundsLikeDecision } from "./signals.ts";
import type { Run, State, Timestamp } from "./state.ts";

/** A comment as far as the workflow cares. */
export interface JudgedComment {
  readonly id: string;
  /** `null` where the account has been deleted. */
  readonly author: { readonly login: string; readonly isBot: boolean } | null;
  readonly body: string;
  readonly createdAt: Timestamp;
  readonly editedAt: Timestamp | null;
  readonly isMinimized: boolean;
  readonly viaEmail: boolean;
}

/** What the words of a comment are held against. */
export interface JudgementContext {
  readonly state: State;
  /** The comment that opened the gate; `null` while it is shut. */
  readonly announcement: { readonly commentId: string; readonly createdAt: Timestamp } | null;
  /** Ids of the comments that were judged before. */
  readonly handled: readonly string[];
  /** The last run; `null` before the first. */
  readonly run: Run | null;
  /** The logins of the accounts configured for the agents of its runs, the last run's first. */
  readonly agentLogins: readonly string[];
  /** May the person decide? Asked only of those whose words would count otherwise. */
  readonly mayDecide: (login: string) => boolean;
}

export type Verdict =
  | { readonly kind: "decision"; readonly signal: Signal }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "complete"; readonly run: number }
  | { readonly kind: "question" | "blocked"; readonly text: string };

export interface Judged<C extends JudgedComment> {
  readonly comment: C;
  readonly verdict: Verdict;
}

/** The hidden last line of what orc-tui writes itself. */
const OWN_MARKER = /(?:^|\n)<!-- orc-tui:[^\n]*-->\s*$/;
const NOT_A_DECISION =
  "it speaks of a decision without making one: that takes `approved`, or `changes requested: <reason>`, as the first line";

/**
 * Judges the comments of an issue, in the order they were written, by the rules of spec section 6 that do not need
 * the plan, and reads the agent's words of section 5. Ordinary talk, our own comments and those judged before are
 * left out. A request for changes outweighs every approval since the gate opened: it stays shut in doubt.
 */
export function judgeComments<C extends JudgedComment>(
  comments: readonly C[],
  context: JudgementContext,
): Judged<C>[] {
  const judged = judgeEach(comments, context);
  const objection = judged.find(
    ({ verdict }) => verdict.kind === "decision" && verdict.signal.kind === "reject",
  );
  return objection === undefined ? judged : judged.map((each) => outweighed(each, objection.comment));
}

function judgeEach<C extends JudgedComment>(comments: readonly C[], context: JudgementContext): Judged<C>[] {
  return comments.flatMap((comment, index): Judged<C>[] => {
    if (context.handled.includes(comment.id) || OWN_MARKER.test(comment.body)) return [];
    const verdict =
      wordOfAgent(comment, context) ?? judgeOne(comment, isAfterGate(comments, index, context), context);
    return verdict === null ? [] : [{ comment, verdict }];
  });
}

/** The people whose permission must be known before the comments can be judged. */
export function decidersOf(
  comments: readonly JudgedComment[],
  context: Omit<JudgementContext, "mayDecide">,
): string[] {
  const judged = judgeEach(comments, { ...context, mayDecide: () => true });
  const logins = judged
    .filter(({ verdict }) => verdict.kind === "decision")
    .flatMap(({ comment }) => comment.author?.login ?? []);
  return [...new Set(logins)];
}

function judgeOne(comment: JudgedComment, afterGate: boolean, context: JudgementContext): Verdict | null {
  const signal = readSignal(comment.body);
  if (signal === null)
    return soundsLikeDecision(comment.body) ? { kind: "refused", reason: NOT_A_DECISION } : null;
  const reason = refusalOf(comment, afterGate, context);
  return reason === null ? { kind: "decision", signal } : { kind: "refused", reason };
}

function refusalOf(comment: JudgedComment, afterGate: boolean, context: JudgementContext): string | null {
  if (comment.author === null) return "its author's account has been deleted";
  const { login, isBot } = comment.author;
  if (context.agentLogins.some((agent) => isAccount(comment.author, agent)))
    return `${login} is the agent's own account`;
  if (isBot) return `${login} is a bot`;
  if (comment.editedAt !== null) return "it has been edited; write a new one";
  if (comment.isMinimized) return "it is minimised";
  if (comment.viaEmail) return "it came by e-mail, where quoted words cannot be told from one's own";
  if (context.announcement === null)
    return "the gate was not open: the specification was not ready for review";
  if (!afterGate) return "it is older than the plan under review";
  if (!context.mayDecide(login)) return `${login} has no write permission and is not listed in approvers`;
  return null;
}

/** Only the account configured for the agent is believed, and only what it says since its run began. */
function wordOfAgent(comment: JudgedComment, { state, run, agentLogins }: JudgementContext): Verdict | null {
  const word = readAgentWord(comment.body);
  const isCredible = comment.author !== null && comment.editedAt === null && !comment.isMinimized;
  if (word === null || run === null || state !== "PHASE_2" || !isCredible) return null;
  const [agent] = agentLogins;
  if (agent === undefined || !isAccount(comment.author, agent)) return null;
  if (isBefore(comment.createdAt, run.startedAt)) return null;
  return word === "complete" ? { kind: "complete", run: run.number } : { kind: word, text: comment.body };
}

/** By the tracker's own order where it still has our announcement: its times are whole seconds, and not by our clock. */
function isAfterGate(
  comments: readonly JudgedComment[],
  index: number,
  { announcement }: JudgementContext,
): boolean {
  if (announcement === null) return false;
  const opened = comments.findIndex(({ id }) => id === announcement.commentId);
  const createdAt = comments[index]?.createdAt ?? "";
  return opened >= 0 ? index > opened : Date.parse(createdAt) > Date.parse(announcement.createdAt);
}

/** Trackers cut times to whole seconds. */
function isBefore(createdAt: Timestamp, startedAt: Timestamp): boolean {
  return Date.parse(createdAt) + 1_000 <= Date.parse(startedAt);
}

function outweighed<C extends JudgedComment>(judged: Judged<C>, objection: C): Judged<C> {
  const { verdict } = judged;
  if (verdict.kind !== "decision" || verdict.signal.kind !== "approve") return judged;
  const who = objection.author?.login ?? "somebody";
  return { ...judged, verdict: { kind: "refused", reason: `${who} has asked for changes to the same plan` } };
}

/** Logins are the same whatever the case of their letters; an app may be configured by its bare name. */
function isAccount(author: JudgedComment["author"], login: string): boolean {
  if (author === null) return false;
  const [own, wanted] = [author.login.toLowerCase(), login.toLowerCase()];
  return own === wanted || (author.isBot && own === `${wanted}[bot]`);
}
