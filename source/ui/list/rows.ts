import { isTerminal, type Workflow } from "../../workflow/state.ts";
import { filtered } from "./filter.ts";

/** What the person has made of the list. */
export interface ListView {
  /** Only what fits is listed; empty lists all. */
  readonly filter: string;
  readonly isArchiveOpen: boolean;
  /** The ids of those marked for a clean-up. */
  readonly marked: ReadonlySet<string>;
}

export const plainList: ListView = { filter: "", isArchiveOpen: false, marked: new Set() };

/** A row of the list. The archive stands for the workflows that ended long ago, before them where it is open. */
export type Row =
  | { readonly kind: "workflow"; readonly id: string; readonly workflow: Workflow }
  | {
      readonly kind: "archive";
      readonly id: typeof ARCHIVE;
      readonly isOpen: boolean;
      readonly workflows: readonly Workflow[];
    };

/** What chooses the archive's row; no workflow's id looks like it. */
export const ARCHIVE = "(archive)";

const DAY_MS = 86_400_000;
/** So many of the newest are in the list however long ago they ended, and so many at most. */
const KEPT = { least: 3, most: 8 };

/**
 * Where the archive begins in the workflows in their order, whose end are the ended ones, the newest first. It is
 * their number where there is no archive: folding a single row away gains nothing.
 */
export function archiveStart(workflows: readonly Workflow[], now: number): number {
  const ended = workflows.findIndex(({ state }) => isTerminal(state));
  if (ended < 0) return workflows.length;
  const old = workflows.findIndex(({ updatedAt }, index) => {
    if (index < ended + KEPT.least) return false;
    return index >= ended + KEPT.most || now - Date.parse(updatedAt) > DAY_MS;
  });
  return old < 0 || workflows.length - old < 2 ? workflows.length : old;
}

/** The rows of the list. A filter finds also what is in the archive. */
export function rowsOf(
  workflows: readonly Workflow[],
  { filter, isArchiveOpen }: Pick<ListView, "filter" | "isArchiveOpen">,
  start: number,
): readonly Row[] {
  if (filter.trim() !== "") return filtered(workflows, filter).map(workflowRow);
  if (start >= workflows.length) return workflows.map(workflowRow);
  const archived = workflows.slice(start);
  return [
    ...workflows.slice(0, start).map(workflowRow),
    { kind: "archive", id: ARCHIVE, isOpen: isArchiveOpen, workflows: archived },
    ...(isArchiveOpen ? archived.map(workflowRow) : []),
  ];
}

function workflowRow(workflow: Workflow): Row {
  return { kind: "workflow", id: workflow.id, workflow };
}

/** The row with the id; where that is not listed, the first one. */
export function chosenRow(rows: readonly Row[], id: string | null): Row | null {
  return rows.find((row) => row.id === id) ?? rows[0] ?? null;
}
