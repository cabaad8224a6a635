import type { Workflow } from "../../workflow/state.ts";
import type { Dashboard } from "../dashboard.ts";
import { glyphs } from "../glyphs.ts";
import { wayTo } from "../keymap/key-names.ts";
import type { Keymap } from "../keymap/remap.ts";
import { commentsOf } from "../panes/line-comments.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { numberOf } from "../wording/summary.ts";
import { type Confirmation, outdated, questions } from "./confirmations.ts";
import { type Frame, frameAround, type Size } from "./frame-size.ts";

/** What a dialog says, in full, and the part of it that is seen. */
export interface DialogLines {
  readonly frame: Frame;
  /** As many as the frame has room for, from `top` on. */
  readonly shown: readonly Line[];
  /** 0 where all of it is in sight. */
  readonly maxTop: number;
}

/** Below this height a dialog has no rows for air and long words. */
const ROOMY_ROWS = 16;
const UNLIMITED = Number.POSITIVE_INFINITY;

const INTRODUCTION =
  "The settings of this project name commands that would run on your machine, with your rights. They run only if you trust exactly these:";
const SHORT_INTRODUCTION = "These would run here with your rights, only if you trust exactly them:";

/** The commands of the project's settings that wait for trust, each to its last character. */
export function trustLines(
  untrusted: readonly string[],
  keymap: Keymap,
  size: Size,
  top: number,
): DialogLines {
  const width = 76;
  const { textWidth } = frameAround(size, width, 0);
  const isRoomy = size.rows >= ROOMY_ROWS;
  const commands = untrusted.flatMap((command) =>
    wrapLine([segment("  $ ", "muted"), segment(command, undefined, true)], textWidth, UNLIMITED, 4),
  );
  const introduction = wrapLine(
    [segment(isRoomy ? INTRODUCTION : SHORT_INTRODUCTION)],
    textWidth,
    UNLIMITED,
    0,
  );
  const lines = isRoomy ? [[], ...introduction, [], ...commands, []] : [...introduction, ...commands];
  return inFrame(lines, width, {
    size,
    top,
    down: wayTo(keymap, "trust.down"),
    up: wayTo(keymap, "trust.up"),
  });
}

/** What a confirmation would do. */
export function confirmLines(
  confirmation: Confirmation,
  workflow: Workflow,
  { session, keymap, screen }: Pick<Dashboard, "session" | "keymap" | "screen">,
  size: Size,
  top: number,
): DialogLines {
  const width = 70;
  const { textWidth } = frameAround(size, width, 0);
  const gap: Line[] = size.rows >= ROOMY_ROWS ? [[]] : [];
  const changed = outdated(confirmation, workflow);
  const unsent = commentsOf(screen.getState().spec.comments, workflow.id).length;
  const { consequences, caution: cautionFor } = questions[confirmation.action];
  const caution = cautionFor?.(unsent, keymap) ?? null;
  const sentences: Line[] = [
    [segment(`${numberOf(workflow)} ${workflow.title}`.trim(), undefined, true)],
    ...gap,
    ...consequences(workflow, session, keymap).map((text): Line => [segment(text)]),
    ...(caution === null ? [] : [[segment(caution, "gate", true)]]),
    ...(changed === null ? [] : [[segment(`But ${changed}.`, "failed", true)]]),
  ];
  const wrapped = sentences.flatMap((line) => wrapLine(line, textWidth, UNLIMITED, 0));
  return inFrame([...gap, ...wrapped, ...gap], width, {
    size,
    top,
    down: wayTo(keymap, "confirm.down"),
    up: wayTo(keymap, "confirm.up"),
  });
}

interface Sight {
  readonly size: Size;
  readonly top: number;
  /** The keys that scroll. */
  readonly down: string;
  readonly up: string;
}

function inFrame(lines: readonly Line[], width: number, { size, top, down, up }: Sight): DialogLines {
  const frame = frameAround(size, width, lines.length);
  const rows = frame.height - 2;
  if (lines.length <= rows) return { frame, shown: lines, maxTop: 0 };
  // The last row tells that there is more, or that this was all.
  const space = rows - 1;
  const maxTop = lines.length - space;
  const from = Math.min(top, maxTop);
  const left = maxTop - from;
  const mark =
    left > 0
      ? [
          segment(`${glyphs.follow} `, "accent"),
          segment(down, "accent", true),
          segment(` shows the rest`, "muted"),
        ]
      : [segment("That is all; ", "muted"), segment(up, "accent", true), segment(" goes up", "muted")];
  return { frame, shown: [...lines.slice(from, from + space), mark], maxTop };
}
