import { WORKFLOW_VERSION } from "../workflow/state.ts";

/**
 * One step from each older version to the next. Version 0 was never released; its snapshots, made while
 * the format was found, lack the fields that came later, all of which have an empty value.
 */
const STEPS: Readonly<Record<number, (value: object) => object>> = {
  0: (value) => ({ ...VERSION_1_EMPTY, ...value, version: 1 }),
};

const NO_TIMES = { startedAt: null, endedAt: null };

const VERSION_1_EMPTY = {
  revision: 1,
  issueNumber: null,
  issueUrl: null,
  description: "",
  labels: [],
  agent: null,
  adoptIssue: null,
  branchName: null,
  baseBranch: null,
  worktreePath: null,
  phase1Steps: { issue: false, branch: false, worktree: false, plans: false },
  stepTimes: { issue: NO_TIMES, branch: NO_TIMES, worktree: NO_TIMES, plans: NO_TIMES },
  agentComplete: false,
  humanApproved: false,
  planRevision: null,
  documents: [],
  planStale: false,
  gateOpenedAt: null,
  feedback: null,
  revisionsRequested: 0,
  runWanted: false,
  runs: [],
  decisions: [],
  handledComments: [],
  comments: [],
  labelSynced: null,
  deferred: {},
  lastError: null,
  history: [],
};

/** Brings an older snapshot to the present version; its content is judged afterwards by the schema. */
export function migrate(value: object, version: number): object {
  let current = value;
  for (let from = version; from < WORKFLOW_VERSION; from += 1) current = STEPS[from]?.(current) ?? current;
  return current;
}
