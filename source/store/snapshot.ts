import { writeFileAtomic } from "../files/atomic.ts";
import { DamagedFileError, readJson } from "../files/json.ts";
import { STATES, WORKFLOW_VERSION, type Workflow } from "../workflow/state.ts";

/** What `state.json` holds, judged by its outside only: `schema.ts` looks at all of it where it must be relied on. */
export type SnapshotContent =
  | { readonly kind: "missing" }
  | { readonly kind: "damaged"; readonly reason: string }
  | { readonly kind: "newer"; readonly version: number }
  | { readonly kind: "older"; readonly version: number; readonly value: object }
  | { readonly kind: "present"; readonly workflow: Workflow };

export function readSnapshot(path: string): SnapshotContent {
  let value: unknown;
  try {
    value = readJson(path);
  } catch (error) {
    if (error instanceof DamagedFileError) return { kind: "damaged", reason: error.message };
    throw error;
  }
  if (value === undefined) return { kind: "missing" };
  if (
    typeof value !== "object" ||
    value === null ||
    !("version" in value) ||
    typeof value.version !== "number"
  ) {
    return { kind: "damaged", reason: `${path} has no version` };
  }
  if (value.version > WORKFLOW_VERSION) return { kind: "newer", version: value.version };
  if (value.version < WORKFLOW_VERSION) return { kind: "older", version: value.version, value };
  if (!looksWhole(value)) return { kind: "damaged", reason: `${path} lacks what every workflow has` };
  return { kind: "present", workflow: value };
}

function looksWhole(value: object): value is Workflow {
  const { id, revision, state, history, runs } = value as Partial<Workflow>;
  return (
    typeof id === "string" &&
    Number.isInteger(revision) &&
    STATES.some((each) => each === state) &&
    Array.isArray(history) &&
    Array.isArray(runs)
  );
}

/** Replaces the snapshot atomically (spec section 3). */
export function writeSnapshot(path: string, workflow: Workflow): void {
  writeFileAtomic(path, `${JSON.stringify(workflow, null, 2)}\n`);
}
