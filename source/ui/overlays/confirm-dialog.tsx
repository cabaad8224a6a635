import { useStore } from "zustand";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { numberOf } from "../wording/summary.ts";
import { type Confirmation, outdated, questions } from "./confirmations.ts";
import { frameAround, type Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";

/** Names what will happen, and asks. */
export function ConfirmDialog({
  size,
  confirmation,
}: {
  readonly size: Size;
  readonly confirmation: Confirmation;
}) {
  const { session, workflows } = useDashboard();
  const workflow = useStore(workflows, (state) => state.workflows[confirmation.id]);
  if (workflow === undefined) return null;
  const question = questions[confirmation.action];
  const { textWidth } = frameAround(size, 70, 0);
  const changed = outdated(confirmation, workflow);
  const sentences: Line[] = [
    [segment(`${numberOf(workflow)} ${workflow.title}`.trim(), undefined, true)],
    [],
    ...question.consequences(workflow, session).map((text): Line => [segment(text)]),
    ...(changed === null ? [] : [[segment(`But ${changed}.`, "failed", true)]]),
  ];
  const lines = [[], ...sentences.flatMap((line) => wrapLine(line, textWidth, 4, 0)), []];
  return (
    <Framed
      frame={frameAround(size, 70, lines.length)}
      title={[segment(`${question.glyph} ${question.title}`, question.tone, true)]}
      labels={{ "confirm.yes": question.yes }}
      tone={question.tone}
      lines={lines}
    />
  );
}
