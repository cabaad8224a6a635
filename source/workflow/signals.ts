import type { Timestamp } from "./state.ts";

/** What a comment says about the gate, read by the exact rules of spec section 6. */
export type Signal = { readonly kind: "approve" } | { readonly kind: "reject"; readonly reason: string };

/** A comment as far as the gate cares. */
export interface JudgedComment {
  readonly id: string;
  readonly author: { readonly login: string; readonly isBot: boolean };
  readonly body: string;
  readonly createdAt: Timestamp;
  readonly editedAt: Timestamp | null;
  readonly isMinimized: boolean;
  readonly viaEmail: boolean;
}

/** What must hold beyond the words, asked at the moment of acting. */
export interface GateContext {
  /** `null` while the gate is closed. */
  readonly gateOpenedAt: Timestamp | null;
  /** The author may write to the repository or is a listed approver. */
  readonly authorMayDecide: boolean;
  /** The author's account is the one the agent acts with. */
  readonly authorIsAgent: boolean;
}

export type Judgement =
  | { readonly kind: "accepted"; readonly signal: Signal }
  | { readonly kind: "refused"; readonly reason: string }
  /** Ordinary talk, or our own comment: nothing to say about it. */
  | { readonly kind: "none" };

const APPROVALS = new Set(["approved", "approve", "/approve", "lgtm"]);
const REJECTION = /^[^\p{L}\p{N}/]*(?:changes requested\s*[*_]*:|\/reject(?=\s|$))/iu;
/** A comment that orc-tui wrote itself. */
const OWN_MARKER = "<!-- orc-tui:";
const HTML_COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const INDENTED_CODE = /^(?: {4}| {0,3}\t)/;
/** Also in a list item. */
const QUOTE = /^ {0,3}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>/;
/** A question, a strike-through, an unchecked box or a sign of refusal turns the meaning round. */
const REVERSAL =
  /[?~]|\[\s?\]|[\u{274c}\u{274e}\u{2716}-\u{2718}\u{26d4}\u{1f6ab}\u{1f44e}\u{1f645}\u{ac}\u{2260}]/u;

/** The decision that a comment's first line that counts expresses; `null` for ordinary talk. */
export function readSignal(body: string): Signal | null {
  const lines = body.replace(HTML_COMMENT, "").split(/\r\n|[\n\r\u2028\u2029]/);
  const at = firstSpeakingLine(lines);
  const first = lines[at] ?? "";
  if (APPROVALS.has(bare(first))) return { kind: "approve" };
  const opening = REJECTION.exec(first)?.[0];
  if (opening === undefined || REVERSAL.test(opening)) return null;
  // From here on quotes and code are part of what the reviewer has to say.
  const reason = [first.slice(opening.length), ...lines.slice(at + 1)]
    .join("\n")
    .replace(/^[*_\s]+/, "")
    .trim();
  return reason === "" ? null : { kind: "reject", reason };
}

/** Judges one comment against all the conditions of spec section 6 that do not need the plan. */
export function judge(comment: JudgedComment, gate: GateContext): Judgement {
  if (comment.body.includes(OWN_MARKER)) return { kind: "none" };
  const signal = readSignal(comment.body);
  if (signal === null) return { kind: "none" };
  const refusal = refusalOf(comment, gate);
  return refusal === null ? { kind: "accepted", signal } : { kind: "refused", reason: refusal };
}

function refusalOf(comment: JudgedComment, gate: GateContext): string | null {
  const who = comment.author.login;
  if (comment.author.isBot) return `${who} is a bot`;
  if (gate.authorIsAgent) return `${who} is the agent's own account`;
  if (!gate.authorMayDecide) return `${who} has no write permission and is not listed in approvers`;
  if (comment.editedAt !== null) return "the comment has been edited; write a new one";
  if (comment.isMinimized) return "the comment is minimised";
  if (comment.viaEmail) return "the comment came by e-mail";
  if (gate.gateOpenedAt === null)
    return "the gate is not open yet: the specification is not ready for review";
  if (comment.createdAt < gate.gateOpenedAt) return "the comment is older than the plan under review";
  return null;
}

/** The index of the first line that is neither blank, nor quoted, nor code; behind the last where there is none. */
function firstSpeakingLine(lines: readonly string[]): number {
  let fence: string | null = null;
  for (const [index, line] of lines.entries()) {
    const [, mark, info = ""] = FENCE.exec(line) ?? [];
    if (fence !== null) {
      if (mark?.startsWith(fence) && info.trim() === "") fence = null;
    } else if (mark !== undefined) {
      fence = mark;
    } else if (!INDENTED_CODE.test(line) && !QUOTE.test(line) && line.trim() !== "") {
      return index;
    }
  }
  return lines.length;
}

/** Lower case, without the punctuation and emphasis around it; a leading `/` is part of the word. */
function bare(line: string): string {
  if (REVERSAL.test(line)) return "";
  return line.toLowerCase().replace(/^[^\p{L}\p{N}/]+|[^\p{L}\p{N}]+$/gu, "");
}
