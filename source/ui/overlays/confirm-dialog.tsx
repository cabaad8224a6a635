import { useStore } from "zustand";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { segment } from "../text/segment.ts";
import { type Confirmation, questions } from "./confirmations.ts";
import { confirmLines } from "./dialog-lines.ts";
import type { Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";

interface Props {
  readonly size: Size;
  readonly confirmation: Confirmation;
  readonly top: number;
}

/** Names what will happen, and asks. */
export function ConfirmDialog({ size, confirmation, top }: Props) {
  const dashboard = useDashboard();
  const workflow = useStore(dashboard.workflows, (state) => state.workflows[confirmation.id]);
  if (workflow === undefined) return null;
  const { glyph, title, tone, yes } = questions[confirmation.action];
  const { frame, shown } = confirmLines(confirmation, workflow, dashboard, size, top);
  return (
    <Framed
      frame={frame}
      title={[segment(`${glyph} ${title}`, tone, true)]}
      labels={{ "confirm.yes": yes }}
      tone={tone}
      lines={shown}
    />
  );
}
