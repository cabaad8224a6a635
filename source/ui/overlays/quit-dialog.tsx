import { useDashboard } from "../hooks/use-dashboard.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useWorkflows } from "../hooks/use-workflows.ts";
import { wayTo } from "../keymap/key-names.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { counted } from "../wording/people.ts";
import { numberOf } from "../wording/summary.ts";
import { frameAround, type Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";

const WIDTH = 66;

/** Asks before comments are lost that nobody has sent. */
export function QuitDialog({ size }: { readonly size: Size }) {
  const { keymap } = useDashboard();
  const comments = useScreen(({ spec }) => spec.comments);
  const concerned = useWorkflows().filter(({ id }) => comments.some(({ workflow }) => workflow === id));
  const { textWidth } = frameAround(size, WIDTH, 0);
  const wrapped = (line: Line, indent: number) => wrapLine(line, textWidth, 3, indent);
  const lost = `${counted(comments.length, "line comment")} of yours would be lost: not sent yet.`;
  const stay = `Stay, and ${wayTo(keymap, "workflow.request-changes")} sends them with your request for changes. Agents go on in either case.`;
  const lines = [
    [],
    ...wrapped([segment(lost)], 0),
    ...concerned.flatMap((workflow) => {
      const own = `  ${comments.filter((each) => each.workflow === workflow.id).length} `;
      const what = [segment(`on ${numberOf(workflow)} `, "muted"), segment(workflow.title, undefined, true)];
      return wrapped([segment(own, "gate"), ...what], own.length);
    }),
    ...wrapped([segment(stay, "muted")], 0),
    [],
  ];
  return (
    <Framed
      frame={frameAround(size, WIDTH, lines.length)}
      title={[segment("Quit with unsent comments?", "gate", true)]}
      tone="gate"
      lines={lines}
    />
  );
}
