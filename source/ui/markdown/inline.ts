import type { Token, Tokens } from "marked";
import { screenLine } from "../../text/screen.ts";
import type { Segment } from "../text/segment.ts";
import { decoded } from "./entities.ts";
import { newlinesIn, type Run } from "./rows.ts";

type Look = Omit<Segment, "text">;

/** Text with its emphasis, code and links as runs; a line's end becomes a space. */
export function runsOf(tokens: readonly Token[], from: number, look: Look = {}): Run[] {
  let line = from;
  return tokens.flatMap((token) => {
    const runs = runsOfToken(token, line, look);
    line += newlinesIn(token.raw);
    return runs;
  });
}

function runsOfToken(token: Token, source: number, look: Look): Run[] {
  const run = (text: string, other: Look = {}): Run => ({ ...look, ...other, text, source });
  switch (token.type) {
    case "strong":
      return runsOf(token.tokens ?? [], source, { ...look, bold: true });
    case "em":
      return runsOf(token.tokens ?? [], source, { ...look, italic: true });
    case "del":
      return [run("~~"), ...runsOf(token.tokens ?? [], source, { ...look, tone: "muted" }), run("~~")];
    case "codespan":
      return [
        run("`", { tone: "faint" }),
        run(screenLine(token.text), { tone: "running" }),
        run("`", { tone: "faint" }),
      ];
    case "br":
      return [run("\n")];
    case "link":
      return linkRuns(token as Tokens.Link, source, look);
    case "image":
      return [
        run(`[image: ${screenLine(token.text)}]`, { tone: "muted" }),
        run(` (${screenLine(token.href)})`, { tone: "muted" }),
      ];
    case "html":
      return textRuns(token.raw, source, { ...look, tone: "muted" });
    case "escape":
      return [run(token.text)];
    default:
      // As it was written: the parser has decoded some of it already, into whatever a terminal might obey.
      return textRuns(decoded(token.raw), source, look);
  }
}

/** The text of a link and, where that does not say it, the address. */
function linkRuns({ text, href, tokens }: Tokens.Link, source: number, look: Look): Run[] {
  const address = screenLine(href);
  const shown = runsOf(tokens, source, { ...look, tone: "accent" });
  const says = screenLine(text);
  return says === address || `mailto:${says}` === address || address === `http://${says}`
    ? shown
    : [...shown, { ...look, text: ` (${address})`, tone: "muted", source: source + newlinesIn(text) }];
}

function textRuns(text: string, from: number, look: Look): Run[] {
  const lines = text.split("\n");
  return lines.map((line, index) => {
    const words = index === 0 ? line : line.trimStart();
    return {
      ...look,
      text: index === lines.length - 1 ? words : `${words.trimEnd()} `,
      source: from + index,
    };
  });
}
