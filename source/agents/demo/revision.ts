import { screenText } from "../../text/screen.ts";
import { sentencesOf } from "./feature.ts";

/** How a document takes up one point of a review, under a number of its own. */
export type Change = (point: string, id: string) => string;

const SECTION = "## Changes after review";
const VERSION = /^Version (\d+)$/m;

/**
 * The document with the reviewer's words taken up: they are quoted, each of their points becomes an entry, and
 * the version goes up. Earlier rounds stay.
 */
export function revise(document: string, review: string, change: Change): string {
  const version = Number(VERSION.exec(document)?.[1] ?? 1) + 1;
  const quoted = screenText(review)
    .split("\n")
    .map((line) => `> ${line}`.trimEnd());
  const points = sentencesOf(review).map((point, index) => change(point, `V${version}.${index + 1}`));
  const round = [
    `### Version ${version}`,
    "",
    "The reviewer asked:",
    "",
    ...quoted,
    "",
    "What follows from it:",
    "",
    ...points,
  ];
  const bumped = document.replace(VERSION, `Version ${version}`).trimEnd();
  const before = bumped.includes(SECTION) ? bumped : `${bumped}\n\n${SECTION}`;
  return `${before}\n\n${round.join("\n")}\n`;
}
