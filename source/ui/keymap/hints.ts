import type { Dashboard } from "../dashboard.ts";
import { type Line, lineWidth, type Segment, segment } from "../text/segment.ts";
import { type Command, keySign } from "./command.ts";
import { commandFor, layersOf } from "./router.ts";

/** The keys for the footer, the most useful first: those of the present layers that can do something now. */
export function hintsOf(dashboard: Dashboard): Command[] {
  const layers = layersOf(dashboard);
  return (
    dashboard.keymap.commands
      .filter(({ scope, footer }) => footer !== undefined && layers.includes(scope))
      // Without a key it is for the palette; a key that means something else in a layer above is not for this.
      .filter(({ keys }) => keys.length > 0)
      .filter((command) => commandFor(dashboard, command.keys[0] ?? "") === command)
      .filter((command) => (command.whyNot?.(dashboard) ?? null) === null)
      .sort((a, b) => (a.footer ?? 0) - (b.footer ?? 0))
  );
}

/** Other words for commands whose meaning depends on what is open, by the command's id. */
export type Labels = Readonly<Record<string, string>>;

/** As many hints as fit; the last two (of the whole screen: help and quit) always among them. */
export function hintLine(dashboard: Dashboard, width: number, labels: Labels = {}): Line {
  const hints = hintsOf(dashboard).map((command) => hint(command, labels));
  const essential = hints.slice(-2).flat();
  let room = width - lineWidth(essential);
  const line: Segment[] = [];
  for (const pieces of hints.slice(0, -2)) {
    if (lineWidth(pieces) > room) continue;
    room -= lineWidth(pieces);
    line.push(...pieces);
  }
  return [...line, ...essential.slice(0, -1)];
}

const GAP = segment("   ");

function hint({ id, keys, label }: Command, labels: Labels): Segment[] {
  return [segment(keySign(keys[0] ?? ""), "accent", true), segment(` ${labels[id] ?? label}`, "muted"), GAP];
}
