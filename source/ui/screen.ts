import { createStore, type StoreApi } from "zustand/vanilla";
import { emptyBuffer, type TextBuffer } from "./editor/text-buffer.ts";
import { type ListView, plainList } from "./list/rows.ts";
import type { Overlay } from "./overlays/overlay.ts";
import { type LogView, plainView } from "./panes/log-view.ts";
import { plainSpec, type SpecView } from "./panes/spec-view.ts";

/** What the person at the keyboard has chosen and is doing: nothing of it is about the workflows themselves. */
export interface ScreenState {
  /** The id of the chosen workflow; `null` takes the first one. */
  readonly selected: string | null;
  readonly focus: "list" | "detail";
  /** The detail has the whole width. */
  readonly zoomed: boolean;
  /** The id of the shown pane of the detail. */
  readonly pane: string;
  readonly logView: LogView;
  readonly spec: SpecView;
  readonly list: ListView;
  /** What was run from the palette, the latest first. */
  readonly recent: readonly string[];
  readonly overlay: Overlay | null;
  readonly toast: Toast | null;
  /** What takes back what was done a moment ago, the latest last. */
  readonly undos: readonly Undo[];
  /** What has been typed and not sent, kept when a form closes: by the form's name. */
  readonly drafts: Readonly<Record<string, TextBuffer>>;
  /** The agent chosen in the new-workflow form; `null` takes the default. */
  readonly agent: string | null;
}

export interface Toast {
  readonly kind: "working" | "done" | "refused" | "failed";
  readonly message: string;
  readonly remedy: string;
}

/** Takes something back, and says that it has. */
export type Undo = () => string;

export type Screen = StoreApi<ScreenState>;

export function createScreen(): Screen {
  return createStore<ScreenState>(() => ({
    selected: null,
    focus: "list",
    zoomed: false,
    pane: "log",
    logView: plainView,
    spec: plainSpec,
    list: plainList,
    recent: [],
    overlay: null,
    toast: null,
    undos: [],
    drafts: {},
    agent: null,
  }));
}

/** The filter of the list: the one that is being typed, else the one that was kept. */
export function listFilter({ overlay, list }: ScreenState): string {
  return overlay?.kind === "filter" ? overlay.query.text : list.filter;
}

export function draftOf(state: ScreenState, name: string): TextBuffer {
  return state.drafts[name] ?? emptyBuffer;
}

export function withDraft(state: ScreenState, name: string, buffer: TextBuffer): Partial<ScreenState> {
  return { drafts: { ...state.drafts, [name]: buffer } };
}
