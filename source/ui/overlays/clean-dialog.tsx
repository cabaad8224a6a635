import { useStore } from "zustand";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { segment } from "../text/segment.ts";
import { counted } from "../wording/people.ts";
import { cleanFrame } from "./clean-lines.ts";
import type { Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";
import type { CleanOverlay } from "./overlay.ts";

/** Lists what a clean-up takes and what it leaves; then what it took. */
export function CleanDialog({ size, overlay }: { readonly size: Size; readonly overlay: CleanOverlay }) {
  const workflows = useStore(useDashboard().workflows, (state) => state.workflows);
  const { frame, lines, maxTop } = cleanFrame(overlay, workflows, size);
  const isQuestion = overlay.outcomes === null;
  return (
    <Framed
      frame={frame}
      title={[
        segment(
          `Clean up ${counted(overlay.ids.length, "workflow")}`,
          isQuestion ? "failed" : "accent",
          true,
        ),
      ]}
      labels={{ "clean.close": isQuestion ? "leave them" : "close" }}
      tone={isQuestion ? "failed" : "accent"}
      lines={lines.slice(Math.min(overlay.top, maxTop))}
    />
  );
}
