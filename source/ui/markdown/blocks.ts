import type { Token, Tokens } from "marked";
import { screenLine } from "../../text/screen.ts";
import type { Highlight } from "../highlight/highlighter.ts";
import { languageNamed } from "../highlight/languages.ts";
import { lineWidth, segment } from "../text/segment.ts";
import { decoded } from "./entities.ts";
import { runsOf } from "./inline.ts";
import { asTheyAre, behindMargin, flow, inOneLook, type MarkdownRow, newlinesIn } from "./rows.ts";
import { tableRows } from "./table.ts";

/** Takes apart the text of a block: emphasis, code, links. */
export type Inline = (text: string) => readonly Token[];

/** How the words of a block get their looks. */
export interface BlockStyle {
  readonly inline: Inline;
  readonly highlight: Highlight;
}

const CODE_MARGIN = [segment("│ ", "faint")];
const QUOTE_MARGIN = [segment("┃ ", "muted")];
/** By the depth of the list. */
const BULLETS = ["•", "–", "·"] as const;
const FENCE = /^ {0,3}(?:`{3}|~{3})/;
const RULES = ["━", "─"] as const;

/** A block as rows of at most `width` columns. */
export function blockRows(
  token: Token,
  source: number,
  width: number,
  style: BlockStyle,
  depth = 0,
): MarkdownRow[] {
  switch (token.type) {
    case "heading":
      return headingRows(token as Tokens.Heading, source, width, style);
    case "paragraph":
    case "text":
      return flow(runsOf(style.inline(token.text), source), width, source);
    case "list":
      return listRows(token as Tokens.List, source, width, style, depth);
    case "code":
      return codeRows(token as Tokens.Code, source, width, style);
    case "blockquote":
      return behindMargin(QUOTE_MARGIN, QUOTE_MARGIN, width, (room) =>
        nestedRows(token.tokens ?? [], source, room, style, depth),
      );
    case "table":
      return tableRows(token as Tokens.Table, source, width, style.inline);
    case "hr":
      return [{ line: [segment("─".repeat(width), "faint")], source }];
    case "space":
    case "checkbox":
      return [];
    default:
      return asTheyAre(inOneLook(linesOf(token.raw), "muted"), source, width);
  }
}

/** Blocks within another, with a blank row where there is a blank line. */
function nestedRows(
  tokens: readonly Token[],
  from: number,
  width: number,
  style: BlockStyle,
  depth: number,
): MarkdownRow[] {
  const rows: MarkdownRow[] = [];
  let source = from;
  let isApart = false;
  for (const token of tokens) {
    const block = blockRows(token, source, width, style, depth);
    if (isApart && block.length > 0 && rows.length > 0) rows.push({ line: [], source, isRule: true });
    rows.push(...block);
    isApart = token.type === "space" || (block.length === 0 && isApart);
    source += newlinesIn(token.raw);
  }
  return rows;
}

/** The first two levels are underlined, the others carry their signs: told apart without colour. */
function headingRows(
  { depth, text }: Tokens.Heading,
  source: number,
  width: number,
  style: BlockStyle,
): MarkdownRow[] {
  const sign = RULES[depth - 1];
  const runs = runsOf(style.inline(text), source, { tone: "accent", bold: true });
  if (sign === undefined) {
    const signs = { text: `${"#".repeat(depth)} `, tone: "muted", source } as const;
    return flow([signs, ...runs], width, source);
  }
  const rows = flow(runs, width, source);
  const widest = Math.max(1, ...rows.map(({ line }) => lineWidth(line)));
  const columns = depth === 1 ? width : Math.min(width, widest);
  return [
    ...rows,
    { line: [segment(sign.repeat(columns), depth === 1 ? "accent" : "muted")], source, isRule: true },
  ];
}

function listRows(
  { raw, items, ordered, start, loose }: Tokens.List,
  from: number,
  width: number,
  style: BlockStyle,
  depth: number,
): MarkdownRow[] {
  const first = ordered && start !== "" ? start : 1;
  const widest = `${first + items.length - 1}. `.length;
  let at = 0;
  return items.flatMap((item, index) => {
    // Blank lines between items belong to none of them.
    at = Math.max(at, raw.indexOf(item.raw, at));
    const source = from + newlinesIn(raw.slice(0, at));
    at += item.raw.length;
    const sign = ordered ? `${first + index}. `.padStart(widest) : `${BULLETS[depth % BULLETS.length]} `;
    const marker = item.task ? checkbox(item.checked === true) : segment(sign, "muted");
    const rows = behindMargin([marker], [segment(" ".repeat(marker.text.length))], width, (room) => {
      const inside = nestedRows(item.tokens, source, room, style, depth + 1);
      return inside.length > 0 ? inside : [{ line: [], source }];
    });
    return loose && index > 0 ? [{ line: [], source, isRule: true }, ...rows] : rows;
  });
}

function checkbox(isChecked: boolean) {
  return isChecked ? segment("[✓] ", "done") : segment("[ ] ", "muted");
}

/** Code keeps its lines; the name of its language stands above it. */
function codeRows(
  { raw, lang = "", text }: Tokens.Code,
  source: number,
  width: number,
  { highlight }: BlockStyle,
): MarkdownRow[] {
  const isFenced = FENCE.test(raw);
  const mark = screenLine(decoded(lang)).split(" ")[0] ?? "";
  const language = languageNamed(mark);
  const lines = (language === null ? null : highlight(text, language)) ?? inOneLook(text.split("\n"));
  return behindMargin(CODE_MARGIN, CODE_MARGIN, width, (room) => [
    ...(mark === "" ? [] : asTheyAre(inOneLook([mark], "muted"), source, room)),
    ...asTheyAre(lines, source + (isFenced ? 1 : 0), room),
  ]);
}

function linesOf(raw: string): string[] {
  return raw.replace(/\n+$/, "").split("\n");
}
