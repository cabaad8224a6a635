import type { Fuzzysort } from "fuzzysort";
import type { Issue } from "../../orchestrator/session.ts";
import type { TextBuffer } from "../editor/text-buffer.ts";
import type { DocumentLine } from "../panes/line-comments.ts";
import type { Confirmation } from "./confirmations.ts";

/** What lies over the screen and takes the keys. There is at most one. */
export type Overlay =
  | { readonly kind: "help"; readonly top: number }
  | { readonly kind: "confirm"; readonly confirmation: Confirmation; readonly top: number }
  | FormOverlay
  | PickerOverlay
  | SearchOverlay
  | FilterOverlay
  | CleanOverlay
  | PaletteOverlay
  | { readonly kind: "trust"; readonly top: number }
  | { readonly kind: "quit" };

export interface Trouble {
  readonly message: string;
  readonly remedy: string;
}

export interface FormOverlay {
  readonly kind: "form";
  readonly form: FormKind;
  /** The workflow it is about; `null` in the new-workflow form. */
  readonly id: string | null;
  /** The issue that the new workflow takes on; `null` where it gets one of its own. */
  readonly issue: Pick<Issue, "number" | "title"> | null;
  /** The line of a document that a comment is on; `null` in the other forms. */
  readonly line: DocumentLine | null;
  /** The index of the field that has the keys. */
  readonly field: number;
  /** It has been sent and the answer is not there yet. */
  readonly sending: boolean;
  readonly failure: Trouble | null;
}

export type FormKind = "new" | "changes" | "comment" | "line";

export type FormField = "text" | "agent" | "send";

/** The open issues, one of which a new workflow can take on. */
export interface PickerOverlay {
  readonly kind: "picker";
  /** The question that was asked; an answer to another one is too late. */
  readonly asked: Promise<readonly Issue[]>;
  /** `null` until they are there. */
  readonly issues: readonly Issue[] | null;
  readonly failure: Trouble | null;
  readonly filter: TextBuffer;
  /** The index of the chosen one among those that the filter leaves. */
  readonly chosen: number;
}

/** What to search the log for, while it is being typed. */
export interface SearchOverlay {
  readonly kind: "search";
  readonly query: TextBuffer;
}

/** What to filter the list by, while it is being typed. */
export interface FilterOverlay {
  readonly kind: "filter";
  readonly query: TextBuffer;
}

export type FuzzySearch = Pick<Fuzzysort, "go">;

/** The commands and workflows, to be found by a few letters. */
export interface PaletteOverlay {
  readonly kind: "palette";
  readonly query: TextBuffer;
  /** The index of the chosen one among those that were found. */
  readonly chosen: number;
  /** `null` until it is loaded. */
  readonly fuzzy: FuzzySearch | null;
}

/** The question whether what ended workflows left is to be removed, and then how it went. */
export interface CleanOverlay {
  readonly kind: "clean";
  readonly ids: readonly string[];
  /** What has become of each, by its id; `null` while it is only a question. */
  readonly outcomes: Readonly<Record<string, CleanOutcome>> | null;
  readonly top: number;
}

export interface CleanOutcome {
  readonly isDone: boolean;
  readonly words: string;
}

/** The fields of a form in the order of the tab key. */
export function fieldsOf(form: FormKind, agents: readonly string[]): FormField[] {
  return form === "new" && agents.length > 1 ? ["text", "agent", "send"] : ["text", "send"];
}

/** The name under which a form's text is kept. */
export function draftName({
  form,
  id,
  issue,
  line,
}: Pick<FormOverlay, "form" | "id" | "issue" | "line">): string {
  if (line !== null) return `${form}:${id}:${line.path}:${line.line}`;
  const subject = id ?? issue?.number;
  return subject === undefined ? form : `${form}:${subject}`;
}

export function openForm(form: FormKind, id: string | null, issue: FormOverlay["issue"] = null): FormOverlay {
  return { kind: "form", form, id, issue, line: null, field: 0, sending: false, failure: null };
}

export function openLineForm(id: string, line: DocumentLine): FormOverlay {
  return { ...openForm("line", id), line };
}
