/** What a comment says about the gate, read by the exact rules of spec section 6. */
export type Signal = { readonly kind: "approve" } | { readonly kind: "reject"; readonly reason: string };

const APPROVALS = new Set(["approved", "approve", "/approve", "lgtm"]);
const REJECTION = /^[^\p{L}\p{N}/]*(?:changes requested\s*[*_]*:|\/reject(?=\s|$))/iu;
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

/** A word of decision anywhere: said in earnest, in doubt, in a quotation. */
const DECISION_WORD =
  /(?<![\p{L}\p{N}])(?:approved?|lgtm|changes requested)(?![\p{L}\p{N}])|(?<![^\s>])\/(?:approve|reject)(?![\p{L}\p{N}])/iu;

/** Does a comment speak of a decision without making one? Whoever wrote it may believe that it counts. */
export function soundsLikeDecision(body: string): boolean {
  return DECISION_WORD.test(body.replace(HTML_COMMENT, ""));
}

/** What the agent says on the issue of its own work, by the sign that its comment begins with (spec section 5). */
export type AgentWord = "complete" | "question" | "blocked";

/** The variation selector after the sign comes and goes with the keyboard it was typed on. */
const AGENT_WORDS: readonly (readonly [AgentWord, RegExp])[] = [
  ["complete", /^(?:\u2705\ufe0f?|:white_check_mark:)/u],
  ["question", /^(?:[\u2753\u2754]\ufe0f?|:(?:grey_)?question:)/u],
  ["blocked", /^(?:\u{1f6ab}\ufe0f?|:no_entry_sign:)/u],
];

export function readAgentWord(body: string): AgentWord | null {
  const lines = body.replace(HTML_COMMENT, "").split(/\r\n|[\n\r\u2028\u2029]/);
  const first = (lines[firstSpeakingLine(lines)] ?? "").trim();
  return AGENT_WORDS.find(([, sign]) => sign.test(first))?.[0] ?? null;
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
