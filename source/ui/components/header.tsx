import { memo } from "react";
import { activeRun, isTerminal, type Workflow } from "../../workflow/state.ts";
import { glyphs } from "../glyphs.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useTitle } from "../hooks/use-title.ts";
import { useAllFrozen, useWorkflows } from "../hooks/use-workflows.ts";
import { type Line, type Segment, segment, spread } from "../text/segment.ts";
import type { Tone } from "../theme/theme.ts";
import { LineText } from "./line.tsx";

/** From this width on the header counts all states, also those that want nothing. */
const ROOM_FOR_ALL = 100;

export function brand(repository: string): Line {
  return [
    segment(" ━━", "accent"),
    segment("◆ ", "accent"),
    segment("orc-tui", "accent", true),
    segment(`  ${repository}`),
  ];
}

/** The product, the repository, and how many workflows want what. */
export const Header = memo(function Header({ width }: { readonly width: number }) {
  const { repository } = useDashboard().session;
  const all = useWorkflows();
  const frozen = useAllFrozen();
  const workflows = all.filter(({ id }) => !(id in frozen));
  const waiting = workflows.filter((workflow) => workflow.state === "GATE_1").length;
  const others = workflows.filter((workflow) => workflow.state !== "GATE_1");
  const asking = others.filter(({ attention }) => attention !== null).length;
  const failing = others.filter(({ attention, lastError }) => attention === null && lastError !== null);
  const failed = failing.length + all.length - workflows.length;
  useTitle(repository.name, waiting + asking + failed);
  const counts = [
    ...count(waiting, glyphs.gate, "gate", width < 72 ? "" : " to review"),
    ...count(asking, glyphs.asks, "gate", width < 72 ? "" : " to answer"),
    ...count(failed, glyphs.failed, "failed", width < 72 ? "" : " failed"),
    ...count(running(workflows), glyphs.running, "running", width < 72 ? "" : " running"),
    ...(width < ROOM_FOR_ALL ? [] : resting(workflows)),
  ];
  return <LineText line={spread(brand(repository.name), [...counts, segment(" ")], width)} width={width} />;
});

/** Those that nobody waits for. */
function resting(workflows: readonly Workflow[]): Segment[] {
  const idle = workflows.filter(({ state, lastError }) => state === "IDLE" && lastError === null).length;
  const ended = workflows.filter(({ state }) => isTerminal(state)).length;
  return [
    ...count(idle, glyphs.idle, "muted", " not begun"),
    ...count(ended, glyphs.done, "muted", " ended"),
  ];
}

function count(number: number, glyph: string, tone: Tone, noun: string): Segment[] {
  return number === 0 ? [] : [segment(`  ${glyph} ${number}`, tone), segment(noun, "muted")];
}

function running(workflows: readonly Workflow[]): number {
  return workflows.filter((workflow) => activeRun(workflow) !== null).length;
}
