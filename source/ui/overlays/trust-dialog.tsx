import { useSessionStatus } from "../hooks/use-session-status.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { counted } from "../wording/people.ts";
import { frameAround, type Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";

const INTRODUCTION =
  "The settings of this project name commands that would run on your machine, with your rights. They run only if you trust exactly these:";

/** Shows the commands of the project's settings that wait for trust. */
export function TrustDialog({ size }: { readonly size: Size }) {
  const untrusted = useSessionStatus((status) => status.untrusted);
  const { textWidth } = frameAround(size, 76, 0);
  const room = Math.max(1, size.rows - 12);
  const shown = untrusted.slice(0, room);
  const more = untrusted.length - shown.length;
  const lines: Line[] = [
    [],
    ...wrapLine([segment(INTRODUCTION)], textWidth, 4, 0),
    [],
    ...shown.map((command): Line => [segment("  $ ", "muted"), segment(command, undefined, true)]),
    ...(more > 0
      ? [[segment(`  and ${counted(more, "more command")}: orc-tui trust lists them all`, "gate")]]
      : []),
    [],
  ];
  return (
    <Framed
      frame={frameAround(size, 76, lines.length)}
      title={[segment("Commands of this project", "gate", true)]}
      tone="gate"
      lines={lines}
    />
  );
}
