import type { Issue } from "../../orchestrator/session.ts";
import { screenLine } from "../../text/screen.ts";
import { glyphs } from "../glyphs.ts";
import { type Line, segment, spread } from "../text/segment.ts";
import { displayWidth } from "../text/width.ts";
import { since } from "./duration.ts";
import { visibleLines } from "./said.ts";

const NUMBER = 6;
/** The columns of an age: "42 min". */
const AGE = 6;
/** From this width on the labels and the author stand beside the title. */
const WIDE = 60;

/** An issue as a row to choose: number and title, and beside them who opened it when, as far as there is room. */
export function issueLine(issue: Issue, chosen: boolean, now: number, width: number): Line {
  const left = [
    segment(chosen ? `${glyphs.selected}` : " ", "accent"),
    segment(`${`#${issue.number}`.padEnd(NUMBER)} `, chosen ? "accent" : "muted", chosen),
    segment(screenLine(issue.title), undefined, chosen),
  ];
  const age = since(issue.createdAt, now).padStart(AGE);
  const room = Math.floor(width / 3);
  const beside = width < WIDE ? "" : (besideTitle(issue).find((words) => displayWidth(words) <= room) ?? "");
  return spread(left, [segment(beside === "" ? age : `${beside}  ${age}`, "muted")], width);
}

/** The fullest first. */
function besideTitle({ labels, author }: Issue): string[] {
  const login = screenLine(author.login);
  return labels.length === 0 ? [login] : [`${labels.map(screenLine).join(", ")} · ${login}`, login];
}

/** All of it in a sentence: the row may have had no room. */
export function issueFacts(issue: Issue, now: number): Line {
  const labels = issue.labels.length === 0 ? "no labels" : issue.labels.map(screenLine).join(", ");
  return [
    segment(`by ${screenLine(issue.author.login)}, ${since(issue.createdAt, now)} ago · ${labels}`, "muted"),
  ];
}

/** What a new workflow's form begins with: the title and what people see of the body. */
export function issueDescription({ title, body }: Issue): string {
  const said = visibleLines(body).join("\n");
  return said === "" ? screenLine(title) : `${screenLine(title)}\n\n${said}`;
}
