import type { Run } from "../../workflow/state.ts";
import { LineText } from "../components/line.tsx";
import { useTime } from "../hooks/use-clock.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import type { LogSearch } from "../hooks/use-log-search.ts";
import { type Fact, factsLine } from "../text/facts.ts";
import { type Line, lineWidth, segment, spread } from "../text/segment.ts";
import { truncate } from "../text/width.ts";
import { between } from "../wording/duration.ts";
import { counted, grouped } from "../wording/people.ts";
import { followWords } from "./following.ts";
import type { LogView } from "./log-view.ts";

/** Columns for the words that are searched for. */
const WIDEST_QUERY = 20;

interface Props {
  readonly run: Run | null;
  readonly view: LogView;
  readonly query: string;
  readonly search: LogSearch | null;
  readonly lines: number;
  readonly following: boolean;
  readonly growing: boolean;
  readonly width: number;
}

/** Which run this is and what it took, what of it is shown, and where one is in it. */
export function LogHeader({ run, view, query, search, lines, following, growing, width }: Props) {
  const { keymap } = useDashboard();
  const time = useTime((now) => (run === null ? "" : between(run.startedAt, run.endedAt, now)));
  const right = search === null ? followWords(following, growing, keymap) : searchWords(query, search);
  const facts = [...viewFacts(view), ...runFacts(run, time), ...lineFacts(lines)];
  const left = factsLine(facts, width - lineWidth(right) - 1);
  return <LineText line={spread(left, right, width)} width={width} />;
}

function viewFacts({ level, raw }: LogView): Fact[] {
  const words = raw ? "raw" : level === "everything" ? null : level;
  return words === null ? [] : [[{ line: [segment(words, "accent")], worth: 110 }]];
}

function runFacts(run: Run | null, time: string): Fact[] {
  if (run === null) return [muted(["preparation", 100])];
  const { number, agent, provider, usage } = run;
  const tokens = usage.inputTokens + usage.outputTokens;
  return [
    muted(
      [`run ${number} · ${agent} (${provider})`, 40],
      [`run ${number} · ${agent}`, 60],
      [`run ${number}`, 100],
    ),
    muted([time, 50]),
    ...(tokens > 0 ? [muted([`${grouped(tokens)} tokens`, 30])] : []),
    ...(usage.costUsd > 0 ? [muted([`$${usage.costUsd.toFixed(2)}`, 45])] : []),
  ];
}

function lineFacts(lines: number): Fact[] {
  return lines === 0 ? [] : [muted([counted(lines, "line"), 55])];
}

function muted(first: readonly [string, number], ...shorter: readonly (readonly [string, number])[]): Fact {
  const form = ([text, worth]: readonly [string, number]) => ({ line: [segment(text, "muted")], worth });
  return [form(first), ...shorter.map(form)];
}

/** What is searched for and how far one has come: “cart” 3 of 17. */
function searchWords(query: string, { found, ordinal, isComplete }: LogSearch): Line {
  const sought = segment(`“${truncate(query, WIDEST_QUERY)}” `, "muted");
  if (found === 0)
    return [sought, isComplete ? segment("no match", "gate") : segment("searching …", "running")];
  const all = `${grouped(found)}${isComplete ? "" : "+"}`;
  return [sought, segment(ordinal === null ? `${all} found` : `${grouped(ordinal)} of ${all}`, "accent")];
}
