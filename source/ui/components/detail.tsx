import { Box, useIsScreenReaderEnabled } from "ink";
import type { Workflow } from "../../workflow/state.ts";
import { useTime } from "../hooks/use-clock.ts";
import { useDrift, usePullRequest } from "../hooks/use-remote-facts.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useActivity, useVitals } from "../hooks/use-session-status.ts";
import { useFrozen } from "../hooks/use-workflows.ts";
import { paneOf } from "../panes/registry.ts";
import { detailHead } from "./detail-head.ts";
import { Lines } from "./line.tsx";
import { Tabs } from "./tabs.tsx";

/** From this height on the parts have blank lines between them. */
const ROOMY_ROWS = 24;
/** The pane is never smaller than this. */
const LEAST_PANE_ROWS = 3;

interface Props {
  readonly workflow: Workflow;
  readonly width: number;
  readonly height: number;
}

/** The chosen workflow: what it is and needs, and one of the panes below. */
export function Detail({ workflow, width, height }: Props) {
  const activity = useActivity(workflow.id);
  const vitals = useVitals(workflow.id);
  const frozen = useFrozen(workflow.id);
  const drift = useDrift(workflow.id);
  const pullRequest = usePullRequest(workflow.id, workflow.pullRequest);
  const now = useTime((time) => time);
  const { Component: Pane } = paneOf(useScreen((state) => state.pane));
  const inner = width - 2;
  const circumstances = { activity, vitals, frozen, drift, pullRequest };
  const isSpoken = useIsScreenReaderEnabled();
  const roomy = isSpoken || height >= ROOMY_ROWS;
  const head = detailHead(workflow, circumstances, now, { width: inner, roomy, isSpoken });
  const shown = isSpoken ? head : head.slice(0, Math.max(1, height - 1 - LEAST_PANE_ROWS));
  return (
    <Box flexDirection="column" width={width} height={height} paddingX={1}>
      <Lines lines={shown} width={inner} />
      <Tabs width={inner} />
      <Pane
        key={workflow.id}
        workflow={workflow}
        width={inner}
        height={Math.max(LEAST_PANE_ROWS, height - shown.length - 1)}
      />
    </Box>
  );
}
