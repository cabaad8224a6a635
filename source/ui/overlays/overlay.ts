import type { Confirmation } from "./confirmations.ts";

/** What lies over the screen and takes the keys. There is at most one. */
export type Overlay =
  | { readonly kind: "help"; readonly top: number }
  | { readonly kind: "confirm"; readonly confirmation: Confirmation }
  | FormOverlay
  | { readonly kind: "trust" };

export interface FormOverlay {
  readonly kind: "form";
  readonly form: FormKind;
  /** The workflow it is about; `null` in the new-workflow form. */
  readonly id: string | null;
  /** The index of the field that has the keys. */
  readonly field: number;
  /** It has been sent and the answer is not there yet. */
  readonly sending: boolean;
  readonly failure: { readonly message: string; readonly remedy: string } | null;
}

export type FormKind = "new" | "changes";

export type FormField = "text" | "agent" | "send";

/** The fields of a form in the order of the tab key. */
export function fieldsOf(form: FormKind, agents: readonly string[]): FormField[] {
  return form === "new" && agents.length > 1 ? ["text", "agent", "send"] : ["text", "send"];
}

/** The name under which a form's text is kept. */
export function draftName(overlay: Pick<FormOverlay, "form" | "id">): string {
  return overlay.form === "new" ? "new" : `changes:${overlay.id}`;
}

export function openForm(form: FormKind, id: string | null): FormOverlay {
  return { kind: "form", form, id, field: 0, sending: false, failure: null };
}
