import { Lexer, type Token } from "marked";
import type { Highlight } from "../highlight/highlighter.ts";
import { blockRows } from "./blocks.ts";
import { asTheyAre, inOneLook, type MarkdownRow, newlinesIn } from "./rows.ts";

/** A document taken apart into its blocks; each becomes rows only where it is looked at. */
export interface MarkdownDocument {
  /** The line that each block begins with, counted from 1, rising. */
  readonly starts: readonly number[];
  rowsOf(block: number, width: number, highlight: Highlight): MarkdownRow[];
}

/** Longer text is shown without emphasis and links: nobody writes a paragraph like this, and it takes long to take apart. */
const LONGEST_INLINE = 6_000;
/** A parser takes time and stack by the square of such a depth. */
const TOO_DEEP =
  /^[\t ]*(?:>[\t ]*){16}|^ {48,}(?:[-*+]|\d+[.)]) |^(?:[\t ]*(?:[-*+]|\d{1,9}[.)])[\t ]+){12}/m;
/** Of a text that is shown as it is, so many lines are a block. */
const LINES_OF_A_BLOCK = 50;

export function readMarkdown(text: string): MarkdownDocument {
  if (TOO_DEEP.test(text)) return readPlain(text);
  const lexer = new Lexer();
  lexer.blockTokens(text, lexer.tokens);
  const blocks: Token[] = [];
  const starts: number[] = [];
  let line = 1;
  for (const token of lexer.tokens) {
    if (token.type !== "space") {
      blocks.push(token);
      starts.push(line + newlinesIn(/^\n*/.exec(token.raw)?.[0] ?? ""));
    }
    line += newlinesIn(token.raw);
  }
  const inline = (words: string): readonly Token[] =>
    words.length > LONGEST_INLINE
      ? [{ type: "text", raw: words, text: words, escaped: false }]
      : lexer.inlineTokens(words);
  return {
    starts,
    rowsOf(block, width, highlight) {
      const token = blocks[block];
      return token === undefined ? [] : blockRows(token, starts[block] ?? 1, width, { inline, highlight });
    },
  };
}

/** A document that is no Markdown: its lines as they are. */
export function readPlain(text: string): MarkdownDocument {
  const lines = text.replace(/\n+$/, "").split("\n");
  const starts = Array.from(
    { length: Math.ceil(lines.length / LINES_OF_A_BLOCK) },
    (_, block) => block * LINES_OF_A_BLOCK + 1,
  );
  return {
    starts,
    rowsOf(block, width) {
      const from = starts[block] ?? lines.length + 1;
      return asTheyAre(inOneLook(lines.slice(from - 1, from - 1 + LINES_OF_A_BLOCK)), from, width);
    },
  };
}
