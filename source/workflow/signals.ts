/** What a comment says about the gate, read by the exact rules of spec section 6. */
export type Signal = { readonly kind: "approve" } | { readonly kind: "reject"; readonly reason: string };

const APPROVALS = new Set(["approved", "approve", "/approve", "lgtm"]);
const REJECTION = /^[^\p{L}\p{N}/]*(?:changes requested\s*[*_]*:|\/reject(?=\s|$))/iu;
/** As browsers read them: `<!-->` is a whole one, and `--!>` ends one too. */
const HTML_COMMENT = /<!--(?:-?>|[\s\S]*?(?:--!?>|$))/g;
const COMMENT_END = /--!?>/;
/** A backtick behind the mark makes it a code span. */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
/** Nothing else ends a line for GitHub. */
const LINE_END = /\r\n|[\n\r]/;
const INDENTED_CODE = /^(?: {4}| {0,3}\t)/;
/** Also in a list item. */
const QUOTE = /^ {0,3}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*>/;
/** A question, a strike-through, code, an unchecked box or a sign of refusal turns the meaning round. */
const REVERSAL =
  /[?~`]|\[\s?\]|[\u{274c}\u{274e}\u{2716}-\u{2718}\u{26d4}\u{1f6ab}\u{1f44e}\u{1f645}\u{ac}\u{2260}]/u;

/** The decision that a comment's first line that counts expresses; `null` for ordinary talk. */
export function readSignal(body: string): Signal | null {
  const { first, rest, isPatched } = speechOf(body);
  // What is hidden on that very line may be what GitHub shows: where a comment begins and ends is a fine art.
  if (APPROVALS.has(bare(first))) return isPatched ? null : { kind: "approve" };
  const opening = REJECTION.exec(first)?.[0];
  if (opening === undefined || REVERSAL.test(opening)) return null;
  // From here on quotes and code are part of what the reviewer has to say.
  const reason = [first.slice(opening.length), ...rest]
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
  const first = speechOf(body).first.trim();
  return AGENT_WORDS.find(([, sign]) => sign.test(first))?.[0] ?? null;
}

/** What a comment says in its author's own words. */
interface Speech {
  /** The first line that is neither blank, nor quoted, nor code, nor hidden; empty where there is none. */
  readonly first: string;
  readonly rest: readonly string[];
  /** Something hidden was taken out of the first line. */
  readonly isPatched: boolean;
}

const SILENCE: Speech = { first: "", rest: [], isPatched: false };

function speechOf(body: string): Speech {
  const lines = body.split(LINE_END);
  let fence: string | null = null;
  let isQuoted = false;
  let isHidden = false;
  for (const [index, line] of lines.entries()) {
    if (isHidden) {
      const end = COMMENT_END.exec(line);
      if (end === null) continue;
      isHidden = false;
      const shown = line.slice(end.index + end[0].length);
      if (shown.trim() !== "") return speech(shown, lines.slice(index + 1), true);
      continue;
    }
    const [, mark, info = ""] = FENCE.exec(line) ?? [];
    if (fence !== null) {
      if (mark?.startsWith(fence) && info.trim() === "") fence = null;
    } else if (line.trim() === "") {
      isQuoted = false;
    } else if (mark !== undefined) {
      fence = mark;
      isQuoted = false;
    } else if (QUOTE.test(line)) {
      isQuoted = true;
    } else if (!isQuoted && !INDENTED_CODE.test(line)) {
      // A quotation goes on until a blank line, also without its mark.
      const { shown, isOpen } = withoutComments(line);
      if (shown.trim() !== "") return speech(line, lines.slice(index + 1), line.includes("<!--"));
      isHidden = isOpen;
    }
  }
  return SILENCE;
}

function speech(line: string, following: readonly string[], isPatched: boolean): Speech {
  // A comment that begins on the line may end on a later one.
  const [first = "", ...rest] = [line, ...following].join("\n").replace(HTML_COMMENT, "").split("\n");
  return { first, rest, isPatched };
}

function withoutComments(line: string): { shown: string; isOpen: boolean } {
  let isOpen = false;
  const shown = line.replace(HTML_COMMENT, (comment) => {
    isOpen = !/^<!---?>$|--!?>$/.test(comment);
    return "";
  });
  return { shown, isOpen };
}

/** Lower case, without the punctuation and emphasis around it; a leading `/` is part of the word. */
function bare(line: string): string {
  if (REVERSAL.test(line)) return "";
  return line.toLowerCase().replace(/^[^\p{L}\p{N}/]+|[^\p{L}\p{N}]+$/gu, "");
}
