import { screenText } from "./screen.ts";

/** Splits what a tracker would act on, and shows as nothing. */
const BREAK = "\u200b";
/** A tracker takes 65,536 characters; a quote is at most three times its source and leaves room for our own words. */
const QUOTED_CHARACTERS = 12_000;

/** What comes alive in a comment although a person only quoted it, each broken behind its first part. */
const LIVE_MARKUP: readonly RegExp[] = [
  /@(?=[\p{L}\p{N}_])/gu, // mentions
  /#(?=\d)/g, // references: without one, "fixes #1" closes nothing
  /\bGH-(?=\d)/gi,
  /\/(?:issues|pull|discussions|commit)\/(?=[\da-f])/gi, // the same as addresses
  /<(?=[a-z/!?])/gi, // tags, HTML comments and with them our own hidden markers
  /!(?=\[)/g, // images, which load from where their author wants
];

/**
 * Text from outside as a Markdown quotation for a comment of ours: it mentions nobody, closes and
 * references nothing, holds no HTML and no marker of ours, and none of its lines can pass for a decision
 * (every one is quoted). Ends without a newline; put an empty line after it.
 */
export function quoteForComment(untrusted: string): string {
  const characters = Array.from(screenText(untrusted));
  const kept = characters.slice(0, QUOTED_CHARACTERS).join("").trim();
  const left = characters.length - QUOTED_CHARACTERS;
  const lines = inertText(kept).split("\n");
  if (left > 0) lines.push("", `… (${left} more characters)`);
  return lines.map((line) => (line === "" ? ">" : `> ${line}`)).join("\n");
}

/** Text from outside in which nothing comes alive: it mentions nobody, closes and references nothing, holds no HTML. */
export function inertText(untrusted: string): string {
  return LIVE_MARKUP.reduce((text, live) => text.replace(live, `$&${BREAK}`), untrusted);
}

/**
 * Text from outside as data in a prompt, between `<tag>` and `</tag>`, which it can neither close nor open
 * itself. Control sequences and invisible characters are gone.
 * @param tag lower-case letters, digits and hyphens
 */
export function quoteForPrompt(untrusted: string, tag: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(tag)) throw new TypeError(`not a tag name: ${tag}`);
  const looseTag = new RegExp(`<(?=[\\s/\\p{Cf}]*${tag})`, "giu");
  return `<${tag}>\n${screenText(untrusted).replace(looseTag, "&lt;")}\n</${tag}>`;
}
