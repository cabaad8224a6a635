import type { NewIssue, Tracker } from "../../source/tracker/tracker.ts";

/** One empty tracker, with more than one way in. It cleans up after itself when the test ends. */
export interface TrackerHarness {
  readonly tracker: Tracker;
  /** Another instance on the same issues, as another process would have. */
  another(): Tracker;
  /** Creates an issue as far away as this tracker allows (another process, another connection) and says its number. */
  createElsewhere(request: NewIssue): Promise<number>;
  /** The longest body that is stored whole, in characters. */
  readonly longestBody: number;
}

export type MakeTracker = () => Promise<TrackerHarness>;

/** The number of an issue that no tracker has. */
export const NOWHERE = 987_654;

export function issueOf(workflowId: string, parts: Partial<NewIssue> = {}): NewIssue {
  return { title: "Add OAuth2 login", body: "With Google.", labels: [], workflowId, ...parts };
}
