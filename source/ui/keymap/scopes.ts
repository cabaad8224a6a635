import type { Scope } from "./command.ts";

interface ScopeFacts {
  /** Where its keys count, as a heading. */
  readonly title: string;
  /** It lies over the rest of the screen and takes all keys. */
  readonly overlay?: true;
  /** One types a text there: what is typed and the editing keys go into the text. */
  readonly writing?: true;
}

/** All scopes, in the order of the help. */
export const scopes: Readonly<Record<Scope, ScopeFacts>> = {
  always: { title: "Always" },
  global: { title: "Everywhere" },
  list: { title: "In the list" },
  detail: { title: "In the detail" },
  log: { title: "In the log" },
  diff: { title: "In the diff" },
  matches: { title: "In the log, while it is searched" },
  spec: { title: "In the specification" },
  form: { title: "In a form", overlay: true },
  picker: { title: "Choosing an issue", overlay: true, writing: true },
  search: { title: "Typing a search", overlay: true, writing: true },
  filter: { title: "Typing a filter", overlay: true, writing: true },
  palette: { title: "In the command palette", overlay: true, writing: true },
  confirm: { title: "In a question", overlay: true },
  clean: { title: "Cleaning up", overlay: true },
  quit: { title: "Asked before quitting", overlay: true },
  trust: { title: "Asked for trust", overlay: true },
  help: { title: "In this help", overlay: true },
};
