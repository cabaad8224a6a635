import { type Segment, segment } from "../text/segment.ts";
import type { Tone } from "../theme/theme.ts";

/** What the kinds of words of a language look like. What is not here has the colour of the text around it. */
const TONES: Readonly<Record<string, Tone>> = {
  keyword: "accent",
  built_in: "accent",
  type: "accent",
  literal: "accent",
  name: "accent",
  "selector-tag": "accent",
  section: "accent",
  string: "running",
  regexp: "running",
  code: "running",
  link: "running",
  number: "gate",
  symbol: "gate",
  meta: "gate",
  bullet: "gate",
  attr: "gate",
  comment: "muted",
  quote: "muted",
  doctag: "muted",
};

const PIECE = /<span class="hljs-([\w-]+)[^"]*">|<span[^>]*>|(<\/span>)|(\n)|([^<\n]+)/g;
const ENTITY = /&(?:amp|lt|gt|quot|#x27);/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

/** The highlighter's markup as coloured lines. A colour goes on over the end of a line, as comments do. */
export function colouredLines(markup: string): Segment[][] {
  const lines: Segment[][] = [[]];
  const open: (Tone | undefined)[] = [];
  for (const [piece, kind, close, newline, text] of markup.matchAll(PIECE)) {
    if (newline !== undefined) lines.push([]);
    else if (close !== undefined) open.pop();
    else if (text !== undefined)
      lines.at(-1)?.push(
        segment(
          text.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity),
          open.at(-1),
        ),
      );
    else if (piece !== "") open.push(TONES[kind ?? ""] ?? open.at(-1));
  }
  return lines;
}
