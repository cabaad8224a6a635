import type { FunctionComponent } from "react";
import type { Workflow } from "../../workflow/state.ts";

/** A view on the chosen workflow, in the lower part of the detail. */
export interface Pane {
  readonly id: string;
  /** On the tab. */
  readonly title: string;
  /** The most columns it takes, where that is not what one likes to read. */
  readonly measure?: number;
  readonly Component: FunctionComponent<PaneProps>;
}

export interface PaneProps {
  readonly workflow: Workflow;
  /** In columns and rows. */
  readonly width: number;
  readonly height: number;
}
