import { Box, useIsScreenReaderEnabled } from "ink";
import type { Workflow } from "../../workflow/state.ts";
import { useTime } from "../hooks/use-clock.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useCanOpenPullRequest, useDrift, usePullRequest } from "../hooks/use-remote-facts.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useActivity, useVitals } from "../hooks/use-session-status.ts";
import { useFrozen } from "../hooks/use-workflows.ts";
import { MEASURE } from "../layout.ts";
import { paneOf } from "../panes/registry.ts";
import { specPane } from "../panes/spec-pane.tsx";
import { detailHead } from "./detail-head.ts";
import { Lines } from "./line.tsx";
import { Tabs } from "./tabs.tsx";

/** From this height on the parts have blank lines between them. */
const ROOMY_ROWS = 24;
/** The pane is never smaller than this. */
const LEAST_PANE_ROWS = 2;
/** Nothing but what a person must know makes the pane smaller than this. */
const COMFORTABLE_PANE_ROWS = 4;
/** The part of a small detail that a zoomed pane has for itself. */
const ZOOMED = 0.75;

interface Props {
  readonly workflow: Workflow;
  readonly width: number;
  readonly height: number;
}

/** The chosen workflow: what it is and needs, and one of the panes below. */
export function Detail({ workflow, width, height }: Props) {
  const { keymap } = useDashboard();
  const activity = useActivity(workflow.id);
  const vitals = useVitals(workflow.id);
  const frozen = useFrozen(workflow.id);
  const drift = useDrift(workflow.id);
  const pullRequest = usePullRequest(workflow.id, workflow.pullRequest);
  const now = useTime((time) => time);
  const canOpenPullRequest = useCanOpenPullRequest(workflow);
  const { Component: Pane, measure = MEASURE } = paneOf(useScreen((state) => state.pane));
  const areLinesCommented = useScreen(({ focus, pane }) => focus === "detail" && pane === specPane.id);
  const zoomed = useScreen((state) => state.zoomed);
  const inner = width - 2;
  const beside = { drift, pullRequest, canOpenPullRequest, areLinesCommented };
  const circumstances = { activity, vitals, frozen, ...beside, keymap };
  const isSpoken = useIsScreenReaderEnabled();
  const roomy = isSpoken || height >= ROOMY_ROWS;
  const least = zoomed && !roomy ? Math.floor(height * ZOOMED) : LEAST_PANE_ROWS;
  const above = (paneRows: number) => Math.max(1, height - 1 - Math.max(least, paneRows));
  const head = detailHead(workflow, circumstances, now, {
    width: inner,
    most: above(LEAST_PANE_ROWS),
    comfortable: above(COMFORTABLE_PANE_ROWS),
    roomy,
    isSpoken,
  });
  return (
    <Box flexDirection="column" width={width} height={height} paddingX={1}>
      <Lines lines={head} width={inner} />
      <Tabs width={inner} />
      <Pane
        key={workflow.id}
        workflow={workflow}
        width={isSpoken ? inner : Math.min(inner, measure)}
        height={Math.max(LEAST_PANE_ROWS, height - head.length - 1)}
      />
    </Box>
  );
}
