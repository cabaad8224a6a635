import type { Activity, Session, SessionStatus } from "../orchestrator/session.ts";
import type { WorkflowsState } from "../store/workflows-state.ts";
import { byUrgency } from "../workflow/actions.ts";
import type { Workflow } from "../workflow/state.ts";
import { calm } from "./calm.ts";
import { type Clock, createClock } from "./clock.ts";
import { coalesced, type ReadonlyStore } from "./coalesced.ts";
import type { Keymap } from "./keymap/remap.ts";
import { archiveStart, chosenRow, type ListView, type Row, rowsOf } from "./list/rows.ts";
import type { DocumentLine } from "./panes/line-comments.ts";
import { createScreen, listFilter, type Screen } from "./screen.ts";
import type { HandOver } from "./terminal/hand-over.ts";

/** At most one rendering in this time for what changes by itself. */
const FRAME_MS = 33;

/** What the components draw and the keys act on: a session, and what the person is doing with it. */
export interface Dashboard {
  readonly session: Session;
  readonly workflows: ReadonlyStore<WorkflowsState>;
  readonly status: ReadonlyStore<SessionStatus>;
  readonly screen: Screen;
  readonly clock: Clock;
  /** The commands and their keys, as this person has them. */
  readonly keymap: Keymap;
  /** What the scrolling keys move: set by the pane that is shown. */
  readonly scrolling: { current: Scroller | null };
  /** What goes from match to match: set by the pane that is being searched. */
  readonly finding: { current: Finder | null };
  /** What goes from file to file of a diff: set by the pane that shows it. */
  readonly diffing: { current: DiffMoves | null };
  /** What the cursor in a document is on: set by the pane while its lines can be commented. */
  readonly pointing: { current: (() => DocumentLine | null) | null };
  /** The terminal, in columns and rows. */
  size(): { readonly columns: number; readonly rows: number };
  /** Gives the terminal to a program until it has ended. */
  readonly handOver: HandOver;
  /** Puts a text on the terminal's clipboard, where the terminal allows it. */
  copy(text: string): void;
  /** Stops the program until the shell lets it go on. */
  suspend(): void;
  quit(): void;
}

/** A pane that can be scrolled by keys. */
export interface Scroller {
  /** By rows; downwards where positive. */
  by(rows: number): void;
  byPages(pages: number): void;
  toStart(): void;
  toEnd(): void;
}

/** A pane that is being searched. */
export interface Finder {
  next(): void;
  previous(): void;
}

/** A pane that shows a diff. */
export interface DiffMoves {
  /** To the next file, or back; `false` where there is none. */
  file(direction: 1 | -1): boolean;
  /** To the next stretch of changes, or back; `false` where there is none. */
  hunk(direction: 1 | -1): boolean;
  /** Folds or unfolds the file that one is in. */
  fold(): void;
  /** Unfolds all files, or folds them where none is folded. */
  foldAll(): void;
}

export interface DashboardParts {
  /** It is read aloud: what changes by itself is told seldom. */
  readonly isSpoken?: boolean;
  readonly clock?: Clock;
  readonly keymap: Keymap;
  size(): { readonly columns: number; readonly rows: number };
  /** Gives the terminal to a program until it has ended. */
  readonly handOver: HandOver;
  copy(text: string): void;
  suspend(): void;
  quit(): void;
}

export function createDashboard(session: Session, parts: DashboardParts): Dashboard {
  return {
    session,
    workflows: coalesced(session.store, FRAME_MS),
    status: parts.isSpoken === true ? calm(session.status) : coalesced(session.status, FRAME_MS),
    screen: createScreen(),
    clock: parts.clock ?? createClock(),
    keymap: parts.keymap,
    scrolling: { current: null },
    finding: { current: null },
    diffing: { current: null },
    pointing: { current: null },
    size: parts.size,
    handOver: parts.handOver,
    copy: parts.copy,
    suspend: parts.suspend,
    quit: parts.quit,
  };
}

const ordered = new WeakMap<WorkflowsState["workflows"], readonly Workflow[]>();

/** All workflows, who needs a person first; the same array as long as nothing changes. */
export function inOrder(state: WorkflowsState): readonly Workflow[] {
  const known = ordered.get(state.workflows);
  if (known !== undefined) return known;
  const sorted = Object.values(state.workflows).sort(byUrgency);
  ordered.set(state.workflows, sorted);
  return sorted;
}

interface Listed {
  readonly filter: string;
  readonly isArchiveOpen: boolean;
  readonly start: number;
  readonly rows: readonly Row[];
}

const listed = new WeakMap<readonly Workflow[], Listed>();

/** The rows as they are filtered and folded. Kept: each part of the screen and each hint in the footer asks anew. */
export function keptRows(
  workflows: readonly Workflow[],
  { filter, isArchiveOpen }: Pick<ListView, "filter" | "isArchiveOpen">,
  start: number,
): readonly Row[] {
  const known = listed.get(workflows);
  if (known?.filter === filter && known.isArchiveOpen === isArchiveOpen && known.start === start)
    return known.rows;
  const rows = rowsOf(workflows, { filter, isArchiveOpen }, start);
  listed.set(workflows, { filter, isArchiveOpen, start, rows });
  return rows;
}

/** The rows of the list as it is filtered and folded now. */
export function listRows({ session, screen, clock }: Dashboard): readonly Row[] {
  const workflows = inOrder(session.store.getState());
  const state = screen.getState();
  const { isArchiveOpen } = state.list;
  const start = archiveStart(workflows, clock.getState());
  return keptRows(workflows, { filter: listFilter(state), isArchiveOpen }, start);
}

/** The row of the list that is chosen; `null` where nothing is listed. */
export function selectedRow(dashboard: Dashboard): Row | null {
  return chosenRow(listRows(dashboard), dashboard.screen.getState().selected);
}

export function selectedWorkflow(dashboard: Dashboard): Workflow | null {
  const row = selectedRow(dashboard);
  return row?.kind === "workflow" ? row.workflow : null;
}

/** What is being done for a workflow right now. */
export function activityOf(status: SessionStatus, id: string): Activity | null {
  return status.activities[id] ?? null;
}
