import { screenLine, screenText } from "../../text/screen.ts";
import { type Concern, concernsOf } from "./concerns.ts";

/** The feature that a prompt asks for, in the words of its issue. */
export interface Feature {
  readonly issue: string;
  readonly title: string;
  /** The title as a noun: without its verb, "OAuth2 login with Google", or else in quotes. */
  readonly subject: string;
  /** Who gains by it: "user", "administrator", … */
  readonly actor: string;
  /** The same with its article: "a user", "an administrator". */
  readonly anActor: string;
  /** What is wanted, a sentence each; at least one. */
  readonly wishes: readonly string[];
  /** What such a feature has to mind. */
  readonly concerns: readonly Concern[];
  /** The reviewer's words, on a revision. */
  readonly review: string | null;
}

const MOST_WISHES = 5;
const LONGEST_WISH = 220;
const LONGEST_TITLE = 120;

const LEADING_VERB = /^(?:add|allow|build|create|enable|implement|introduce|make|provide|support)\s+/i;

/** Reads a prompt as orc-tui builds it. A prompt of any other form is taken as the description. */
export function readPrompt(prompt: string): Feature {
  const heading = /^# Issue (\d+): (.*)$/m.exec(prompt);
  const description = between(prompt, "untrusted-issue") ?? (heading === null ? prompt : "");
  const title = plain(heading?.[2] ?? description.trim().split("\n")[0] ?? "").slice(0, LONGEST_TITLE);
  const stripped = title.replace(LEADING_VERB, "");
  const subject = stripped === title ? `“${title || "this feature"}”` : stripped;
  const wishes = sentencesOf(description).filter((wish) => wish !== title);
  const actor = actorOf(`${title}\n${description}`);
  return {
    issue: heading?.[1] ?? "?",
    title: title || "The feature",
    subject,
    actor,
    anActor: `${/^[aeio]/.test(actor) ? "an" : "a"} ${actor}`,
    wishes: (wishes.length > 0 ? wishes : partsOf(title, stripped)).slice(0, MOST_WISHES),
    concerns: concernsOf(`${title}\n${description}`),
    review: between(prompt, "review"),
  };
}

/** Words of others as one line of Markdown that stays one: no markup begins in it. */
function plain(words: string): string {
  return screenLine(words)
    .replace(/[`<>]/g, "")
    .replaceAll("|", "/")
    .replace(/^[#>*+\-\s]+/, "")
    .trim();
}

/** What a text says, a sentence or a list item each. */
export function sentencesOf(words: string): string[] {
  return screenText(words)
    .split(/\n+|(?<=[.!?])\s+/)
    .map((sentence) => plain(sentence).slice(0, LONGEST_WISH))
    .filter((sentence) => /\p{L}/u.test(sentence));
}

/** The same words, for the beginning of a sentence. */
export function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function between(prompt: string, tag: string): string | null {
  const start = prompt.indexOf(`<${tag}>`);
  const end = prompt.indexOf(`</${tag}>`, start);
  return start === -1 || end === -1 ? null : prompt.slice(start + tag.length + 2, end).trim();
}

/** The one who is named first. */
function actorOf(words: string): string {
  const named =
    /\b(admin(?:istrator)?|customer|developer|editor|player|reader|student|user|visitor)s?\b/i.exec(words);
  const actor = named?.[1]?.toLowerCase() ?? "user";
  return actor === "admin" ? "administrator" : actor;
}

/** A title that has to do without a description still says what belongs to it: "… with Google", "… and …". */
function partsOf(title: string, subject: string): string[] {
  const parts = subject.split(/\s+(?:and|with|for|by|via|using|in)\s+|,\s*/i).filter(Boolean);
  const [core = subject, ...others] = parts;
  return [title || "The feature", ...others.map((part) => `${core} covers ${part}`)].map((wish) =>
    /[.!?]$/.test(wish) ? wish : `${wish}.`,
  );
}
