import { screenLine } from "../../text/screen.ts";
import { type Dashboard, inOrder } from "../dashboard.ts";
import { type Command, keySign } from "../keymap/command.ts";
import { layersBelow } from "../keymap/router.ts";
import { scopes } from "../keymap/scopes.ts";
import { badgeOf } from "../wording/badge.ts";
import { numberOf, summaryOf } from "../wording/summary.ts";
import type { FuzzySearch, PaletteOverlay } from "./overlay.ts";

/** What can be chosen in the palette. */
export interface PaletteEntry {
  /** By which it is remembered as used lately. */
  readonly key: string;
  readonly sign: string;
  readonly label: string;
  readonly description: string;
  /** The key that does the same; empty where there is none. */
  readonly stroke: string;
  /** Why it cannot be done now; `null` when it can. */
  readonly reason: string | null;
  readonly does: { readonly command: Command } | { readonly workflow: string };
}

/** All commands of the screen below the palette, and all workflows, to go to. */
function entriesOf(dashboard: Dashboard): PaletteEntry[] {
  const layers = layersBelow(dashboard);
  const commands = dashboard.keymap.commands
    .filter(({ scope }) => scope !== "always" && scopes[scope].overlay !== true)
    .map((command): PaletteEntry => {
      const { id, scope, label, description, keys } = command;
      const elsewhere = layers.includes(scope) ? null : `only ${scopes[scope].title.toLowerCase()}`;
      return {
        key: id,
        sign: " ",
        label,
        description,
        stroke: keys[0] === undefined ? "" : keySign(keys[0]),
        reason: elsewhere ?? command.whyNot?.(dashboard) ?? null,
        does: { command },
      };
    });
  const workflows = inOrder(dashboard.session.store.getState()).map(
    (workflow): PaletteEntry => ({
      key: `workflow ${workflow.id}`,
      sign: badgeOf(workflow).glyph,
      label: `${numberOf(workflow)} ${screenLine(workflow.title)}`.trim(),
      description: summaryOf(workflow, null),
      stroke: "",
      reason: null,
      does: { workflow: workflow.id },
    }),
  );
  return [...commands, ...workflows];
}

/** Below this a match is none: letters that happen to be somewhere in a long text. */
const LEAST_SCORE = 0.35;
/** What cannot be done now comes after what fits nearly as well. */
const NEARLY = 0.1;

/**
 * What fits what was typed: what is called exactly that, then the best first, where it can be done; among equals what
 * was used lately.
 */
export function found(dashboard: Dashboard, { query, fuzzy }: PaletteOverlay): readonly PaletteEntry[] {
  const { recent } = dashboard.screen.getState();
  const text = query.text.trim();
  const entries = entriesOf(dashboard);
  if (text !== "" && fuzzy === null) return [];
  const scored =
    text === "" || fuzzy === null
      ? entries.map((entry) => ({ entry, score: 1 }))
      : scoredBy(fuzzy, text, entries);
  const lately = new Map(recent.map((key, index) => [key, index]));
  const worthOf = ({ entry, score }: (typeof scored)[number]) =>
    isCalled(entry, text) ? Number.POSITIVE_INFINITY : score - (entry.reason === null ? 0 : NEARLY);
  const rankOf = ({ key }: PaletteEntry) => lately.get(key) ?? recent.length;
  return scored
    .map((each) => ({ ...each, worth: worthOf(each) }))
    .sort((a, b) => b.worth - a.worth || rankOf(a.entry) - rankOf(b.entry))
    .map(({ entry }) => entry);
}

function isCalled({ label, key }: PaletteEntry, text: string): boolean {
  return [label.toLowerCase(), key].includes(text.toLowerCase());
}

function scoredBy(
  fuzzy: FuzzySearch,
  text: string,
  entries: readonly PaletteEntry[],
): { entry: PaletteEntry; score: number }[] {
  const options = { keys: ["label", "description", "stroke", "key"], limit: 0, threshold: LEAST_SCORE };
  return fuzzy.go(text, entries, options).map(({ obj, score }) => ({ entry: obj, score }));
}
