import { Box } from "ink";
import type { Finding } from "../../orchestrator/session.ts";
import { glyphs } from "../glyphs.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useDiagnosis } from "../hooks/use-diagnosis.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { signOf, wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { type Line, lineWidth, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { findingLines } from "../wording/findings.ts";
import { Lines } from "./line.tsx";

const RAIL: Line = [
  segment(glyphs.idle, "accent"),
  segment(" describe ", undefined, true),
  segment("╌╌ ", "faint"),
  segment(glyphs.running, "running"),
  segment(" agent writes ", undefined),
  segment("╌╌ ", "faint"),
  segment(glyphs.gate, "gate"),
  segment(" you approve ", undefined),
  segment("╌╌ ", "faint"),
  segment(glyphs.done, "done"),
  segment(" done", undefined),
];

const NARROW_RAIL: Line = [
  segment(`${glyphs.idle} ╌╌ `, "accent"),
  segment(`${glyphs.running} ╌╌ `, "running"),
  segment(`${glyphs.gate} ╌╌ `, "gate"),
  segment(glyphs.done, "done"),
];

const PROMISE =
  "You describe a feature. An agent writes its specification in a worktree and on a branch of its own, and you review it here.";

const FIRST_KEYS = [
  ["workflow.new", "describe a feature in a sentence"],
  ["issue.pick", "start from an open issue"],
  ["screen.help", "all keys"],
] as const;

/** Below this height there is only what helps. */
const ROOMY_ROWS = 15;
const WIDEST = 74;

/** The screen of a repository that has no workflows yet: what will happen, what to do first, and what is missing for it. */
export function FirstRun({ width, height }: { readonly width: number; readonly height: number }) {
  const room = Math.min(WIDEST, width - 2);
  const findings = useDiagnosis();
  const { keymap } = useDashboard();
  const [agent] = useSessionStatus((status) => status.agents);
  const lines = [
    ...firstRunLines(findings, keymap, room, height),
    ...meanwhileLines(findings, agent, keymap, room),
  ].slice(0, height);
  return (
    <Box width={width} height={height} justifyContent="center" alignItems="center" overflow="hidden">
      <Box flexDirection="column">
        <Lines lines={lines} width={room} />
      </Box>
    </Box>
  );
}

function firstRunLines(
  findings: readonly Finding[] | null,
  keymap: Keymap,
  width: number,
  height: number,
): Line[] {
  const isRoomy = height >= ROOMY_ROWS;
  const gap: Line[] = isRoomy ? [[]] : [];
  return [
    lineWidth(RAIL) <= width ? RAIL : NARROW_RAIL,
    ...gap,
    [segment("No workflows here yet.", undefined, true)],
    ...(isRoomy ? wrapLine([segment(PROMISE, "muted")], width, 3, 0) : []),
    ...gap,
    ...FIRST_KEYS.flatMap(([id, what]): Line[] => {
      const sign = signOf(keymap, id);
      return sign === null ? [] : [[segment(sign, "accent", true), segment(`  ${what}`)]];
    }),
    ...gap,
    ...findingLines(findings, width, isRoomy),
  ];
}

/** Where the agent that was meant cannot be started, the demo writes. */
function meanwhileLines(
  findings: readonly Finding[] | null,
  agent: string | undefined,
  keymap: Keymap,
  width: number,
): Line[] {
  if (agent !== "demo" || !findings?.some(({ verdict }) => verdict === "problem")) return [];
  const words = `Meanwhile ${wayTo(keymap, "workflow.new")} goes to the agent demo: it writes a sample.`;
  return wrapLine([segment(words, "muted")], width, 2, 0);
}
