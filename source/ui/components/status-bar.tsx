import { activeRun } from "../../workflow/state.ts";
import { useTime } from "../hooks/use-clock.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { useWarnings, useWorkflows } from "../hooks/use-workflows.ts";
import { signOf, wayTo } from "../keymap/key-names.ts";
import { type Fact, factsLine } from "../text/facts.ts";
import { lineWidth, segment, spread } from "../text/segment.ts";
import { costSince, startOfDay } from "../wording/cost.ts";
import { engineFact, warningsOf, warningWords } from "../wording/health.ts";
import { counted } from "../wording/people.ts";
import { isLow, trackerFacts } from "../wording/tracker.ts";
import { LineText } from "./line.tsx";

/** Less room says nothing of the tracker. */
const LEAST_ROOM = 8;

/** The tracker, its age and its quota, the part this process plays, the agents with what they cost today, and what a person should know. */
export function StatusBar({ width }: { readonly width: number }) {
  const tracker = useTracker();
  const engine = useSessionStatus((status) => status.engine);
  const workflows = useWorkflows();
  const agents = workflows.filter((workflow) => activeRun(workflow) !== null).length;
  const cost = costSince(workflows, useTime(startOfDay));
  const warning = useWarning();
  const notice = warning === null ? [] : [segment(`! ${warning} `, "gate")];
  const facts: Fact[] = [
    ...tracker,
    engineFact(engine),
    ...(agents === 0 ? [] : [[{ worth: 7, line: [segment(counted(agents, "agent"), "muted")] }] as const]),
    ...(cost === 0 ? [] : [[{ worth: 5, line: [segment(`$${cost.toFixed(2)} today`, "muted")] }] as const]),
  ];
  const room = width - 1 - (notice.length === 0 ? 0 : lineWidth(notice) + 1);
  const told = room < LEAST_ROOM ? [] : factsLine(facts, room);
  return <LineText line={spread([segment(" "), ...told], notice, width)} width={width} />;
}

/**
 * Renders again when the words are others, not each time the tracker has been asked: what only counts on (the age,
 * the quota, the next look) goes with the clock.
 */
function useTracker(): Fact[] {
  const { status, clock, keymap } = useDashboard();
  const ways = {
    why: wayTo(keymap, "screen.help"),
    now: useSessionStatus(({ engine }) => engine.kind === "engine") ? signOf(keymap, "issue.ask") : null,
  };
  useSessionStatus(({ tracker }) => {
    const { name, place, problem, remedy, checkedAt, quota } = tracker;
    const low = quota !== null && isLow(quota);
    return [name, place, problem, remedy, checkedAt === null, low, quota?.remaining === 0].join(" ");
  });
  useTime((now) => JSON.stringify(trackerFacts(status.getState().tracker, now, ways)));
  return trackerFacts(status.getState().tracker, clock.getState(), ways);
}

function useWarning(): string | null {
  const { keymap } = useDashboard();
  const stored = useWarnings();
  return useSessionStatus((status) => warningWords(warningsOf(status, stored, keymap), keymap));
}
