import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMissing } from "../../files/json.ts";
import { compose, type DocumentKind, documentKinds } from "./documents.ts";
import type { DemoEvent } from "./emit.ts";
import type { Feature } from "./feature.ts";

/** One moment of the work: does its part and tells of it. */
export type Step = () => DemoEvent;

export interface Places {
  readonly worktree: string;
  /** `<worktree>/.plans/<issue>` */
  readonly plansDir: string;
}

/** The steps of writing, or revising, the specification of a feature; the documents are real. */
export function specificationSteps(feature: Feature, places: Places): Step[] {
  return [
    ...reading(feature, places),
    ...thinking(feature),
    ...documentKinds.flatMap((kind) => writing(kind, feature, places)),
  ];
}

/** The beginning of the work, in which nothing is written. */
export function reading(feature: Feature, { worktree }: Places): Step[] {
  const entries = names(worktree);
  return [
    say(`I am going to write the specification for issue ${feature.issue}: ${feature.title}.`),
    say(
      feature.review === null
        ? "First I look at what is there."
        : "There is a review to answer. First I read it again.",
    ),
    () => ({ type: "tool_call", id: "look", name: "List", input: worktree }),
    () => ({
      type: "tool_result",
      id: "look",
      ok: true,
      output: `${entries.length} entries: ${entries.slice(0, 8).join(", ")}`,
    }),
    say(
      `The project has ${entries.length} entries at its top. I keep the specification apart from its code.`,
    ),
    tokens(1_200, 180),
  ];
}

function thinking(feature: Feature): Step[] {
  const { actor, subject, wishes, concerns, review } = feature;
  return [
    say(`The ${actor} is the one who gains by ${subject}.`),
    ...wishes.flatMap((wish, index) => [
      say(`The issue says: “${wish}”`),
      say(
        `That becomes requirement R${index + 1}; it must be possible to see from outside whether it holds.`,
      ),
    ]),
    ...concerns.map(({ name, risk }) => say(`${name}: ${risk}`)),
    ...(review?.split("\n").filter(Boolean) ?? []).map((line) => say(`The reviewer says: “${line}”`)),
    tokens(900 + subject.length, 640),
  ];
}

function writing(kind: DocumentKind, feature: Feature, places: Places): Step[] {
  const path = join(places.plansDir, "specs", kind.file);
  const shown = join(".plans", feature.issue, "specs", kind.file);
  const present = feature.review === null ? null : read(path);
  const document = compose(kind, feature, present);
  const headings = document.split("\n").filter((line) => /^##+ /.test(line));
  const lines = document.split("\n").length - 1;
  return [
    say(`Now the ${kind.name}${present === null ? "" : ", changed to answer the review"}.`),
    ...headings.slice(-9).map((heading) => say(`  ${heading.replace(/^#+ /, "– ")}`)),
    () => ({ type: "tool_call", id: kind.name, name: present === null ? "Write" : "Edit", input: shown }),
    () => {
      mkdirSync(join(places.plansDir, "specs"), { recursive: true });
      writeFileSync(path, document);
      return { type: "tool_result", id: kind.name, ok: true, output: `${shown}: ${lines} lines` };
    },
    tokens(700, Math.ceil(document.length / 4)),
  ];
}

function say(text: string): Step {
  return () => ({ type: "text", text });
}

function tokens(input: number, output: number): Step {
  return () => ({ type: "usage", input_tokens: input, output_tokens: output });
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
