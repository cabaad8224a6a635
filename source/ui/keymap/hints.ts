import type { Dashboard } from "../dashboard.ts";
import { type Line, lineWidth, type Segment, segment } from "../text/segment.ts";
import { type Command, keySign } from "./command.ts";
import { likelyNext } from "./likely-next.ts";
import { commandFor, layersOf } from "./router.ts";

/** In less columns the keys of the screen stand closer to each other. */
const ROOM_FOR_GAPS = 50;

interface Hint {
  readonly command: Command;
  /** Its place among the likely ones; -1 for the others. */
  readonly likely: number;
}

/**
 * The keys for the footer: those of the present layers that can do something now. What a person most likely does next
 * comes first, then what the layer on top has.
 */
function hintsOf(dashboard: Dashboard): Hint[] {
  const layers = layersOf(dashboard);
  const { overlay, focus } = dashboard.screen.getState();
  const likely = overlay === null ? likelyNext(dashboard) : [];
  const layerOf = ({ scope }: Command) => (focus === "detail" ? layers.indexOf(scope) : 0);
  const rank = ({ command, likely: place }: Hint) =>
    place >= 0 ? place : 100 * (1 + layerOf(command)) + (command.footer ?? 0);
  return (
    dashboard.keymap.commands
      .filter(({ scope, footer }) => footer !== undefined && layers.includes(scope))
      // Without a key it is for the palette; a key that means something else in a layer above is not for this.
      .filter(({ keys }) => keys.length > 0)
      .filter((command) => commandFor(dashboard, command.keys[0] ?? "") === command)
      .filter((command) => (command.whyNot?.(dashboard) ?? null) === null)
      .map((command) => ({ command, likely: likely.indexOf(command.id) }))
      .sort((a, b) => rank(a) - rank(b))
  );
}

/** Other words for commands whose meaning depends on what is open, by the command's id. */
export type Labels = Readonly<Record<string, string>>;

/**
 * As many hints as fit. The last two of an overlay are always among them, of the whole screen the help is, and quit
 * gives way to what is likely only.
 */
export function hintLine(dashboard: Dashboard, width: number, labels: Labels = {}): Line {
  const isCovered = dashboard.screen.getState().overlay !== null;
  const hints = hintsOf(dashboard).map((each, index, all) => ({
    pieces: hint(each.command, labels),
    need: isCovered ? (index < all.length - 2 ? LEAST_NEED : 0) : needOf(each),
  }));
  const gap = segment(isCovered || width >= ROOM_FOR_GAPS ? "   " : "  ");
  let room = width;
  const shown = new Set<Line>();
  for (const { pieces, need } of hints.toSorted((a, b) => a.need - b.need)) {
    const columns = lineWidth(pieces) + (shown.size === 0 ? 0 : gap.text.length);
    if (need > 0 && columns > room) continue;
    room -= columns;
    shown.add(pieces);
  }
  return hints
    .filter(({ pieces }) => shown.has(pieces))
    .flatMap(({ pieces }, index) => (index === 0 ? pieces : [gap, ...pieces]));
}

const LEAST_NEED = 3;

/** Who has the help finds all the rest, also the way out. */
function needOf({ command, likely }: Hint): number {
  if (command.id === "screen.help") return 0;
  if (likely >= 0) return 1;
  return command.id === "screen.quit" ? 2 : LEAST_NEED;
}

function hint({ id, keys, label }: Command, labels: Labels): Segment[] {
  return [segment(keySign(keys[0] ?? ""), "accent", true), segment(` ${labels[id] ?? label}`, "muted")];
}
