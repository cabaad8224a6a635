import { activeRun } from "../../workflow/state.ts";
import { useTime } from "../hooks/use-clock.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { useStoreWarnings, useWorkflows } from "../hooks/use-workflows.ts";
import { type Line, segment, spread } from "../text/segment.ts";
import { engineWords, trackerAge, trackerLine, warningsOf, warningWords } from "../wording/health.ts";
import { counted } from "../wording/people.ts";
import { LineText } from "./line.tsx";

/** The tracker and its age, the part this process plays, the agents, and what a person should know. */
export function StatusBar({ width }: { readonly width: number }) {
  const engine = useSessionStatus((status) => engineWords(status.engine));
  const agents = useWorkflows().filter((workflow) => activeRun(workflow) !== null).length;
  const facts: Line = [
    segment(" "),
    ...useTracker(),
    segment(` · ${engine}`, "muted"),
    segment(agents === 0 ? "" : ` · ${counted(agents, "agent")}`, "muted"),
  ];
  const warning = useWarning();
  const notice = warning === null ? [] : [segment(`! ${warning} `, "gate")];
  return <LineText line={spread(facts, notice, width)} width={width} />;
}

/** Renders again when the words are others, not each time the tracker has been asked. */
function useTracker(): Line {
  const { status } = useDashboard();
  useSessionStatus(({ tracker }) => `${tracker.name} ${tracker.problem} ${tracker.checkedAt === null}`);
  const age = useTime((now) => trackerAge(status.getState().tracker, now));
  return trackerLine(status.getState().tracker, age);
}

function useWarning(): string | null {
  const stored = useStoreWarnings();
  return useSessionStatus((status) => warningWords(warningsOf(status, stored)));
}
