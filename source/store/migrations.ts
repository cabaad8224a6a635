import { blankWorkflow } from "../workflow/blank.ts";
import { WORKFLOW_VERSION } from "../workflow/state.ts";

/**
 * One step from each older version to the next. Version 0 was never released; its snapshots, made while
 * the format was found, lack fields that came later, all of which have an empty value.
 */
const STEPS: Readonly<Record<number, (value: object) => object>> = {
  0: (value) => ({ ...EMPTY, ...value, version: 1 }),
  1: (value) => {
    const added = { pullRequest: null, attention: null };
    const runs = entriesOf(value, "runs").map((run) => ({ ...run, reported: null }));
    const comments = entriesOf(value, "comments").map((comment) => ({
      ...comment,
      createdAt: "postedAt" in comment ? comment.postedAt : null,
    }));
    return { ...value, ...added, runs, comments, version: 2 };
  },
};

/** The objects in a list of an older snapshot; what else is there is judged afterwards by the schema. */
function entriesOf(value: object, key: "runs" | "comments"): object[] {
  const list: unknown = key in value ? Reflect.get(value, key) : [];
  return Array.isArray(list) ? list.filter((entry) => typeof entry === "object" && entry !== null) : [];
}

/** Every field with its empty value, but those that a workflow is nothing without. */
const EMPTY = withoutIdentity(
  blankWorkflow({
    type: "created",
    id: "",
    title: "",
    description: "",
    featureName: "",
    labels: [],
    agent: null,
    adoptIssue: null,
    at: "",
    by: "",
  }),
);

function withoutIdentity(blank: ReturnType<typeof blankWorkflow>): object {
  const {
    id: _id,
    title: _title,
    featureName: _name,
    state: _state,
    createdAt: _at,
    updatedAt: _then,
    ...rest
  } = blank;
  return rest;
}

/** Brings an older snapshot to the present version; its content is judged afterwards by the schema. */
export function migrate(value: object, version: number): object {
  let current = value;
  for (let from = version; from < WORKFLOW_VERSION; from += 1) current = STEPS[from]?.(current) ?? current;
  return current;
}
