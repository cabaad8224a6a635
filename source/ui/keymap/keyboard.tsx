import { useInput, usePaste } from "ink";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { paste } from "../overlays/editing.ts";
import { handleStroke } from "./router.ts";
import { strokesOf } from "./strokes.ts";
import { toast } from "./toasts.ts";

/** Takes everything that is typed and pasted. The one place that listens. */
export function Keyboard() {
  const dashboard = useDashboard();
  useInput((input, key) => {
    for (const stroke of strokesOf(input, key)) handleStroke(dashboard, stroke);
  });
  usePaste((text) => {
    if (!paste(dashboard, text))
      toast(dashboard, "refused", "Pasted text goes into a text field: n opens the form for a new workflow");
  });
  return null;
}
