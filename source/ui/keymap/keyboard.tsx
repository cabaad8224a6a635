import { useInput, usePaste } from "ink";
import { useEffect, useRef } from "react";
import type { Dashboard } from "../dashboard.ts";
import { paste } from "../overlays/editing.ts";
import { wayTo } from "./key-names.ts";
import { handleStroke } from "./router.ts";
import { strokesOf } from "./strokes.ts";
import { toast } from "./toasts.ts";

interface Props {
  /** `null` until the session is open. */
  readonly dashboard: Dashboard | null;
  /** What quitting is before that. */
  readonly quit: () => void;
}

/**
 * Takes everything that is typed and pasted. The one place that listens, from the first frame on: what comes before
 * the session is open is done once it is.
 */
export function Keyboard({ dashboard, quit }: Props) {
  const early = useRef<((dashboard: Dashboard) => void)[]>([]);
  const act = (deed: (dashboard: Dashboard) => void) => {
    if (dashboard === null) early.current.push(deed);
    else deed(dashboard);
  };
  useInput((input, key) => {
    if (dashboard === null && (input === "q" || (key.ctrl && input === "c"))) quit();
    else
      act((opened) => {
        for (const stroke of strokesOf(input, key)) handleStroke(opened, stroke);
      });
  });
  usePaste((text) => act((opened) => pasteInto(opened, text)));
  useEffect(() => {
    if (dashboard !== null) for (const deed of early.current.splice(0)) deed(dashboard);
  }, [dashboard]);
  return null;
}

function pasteInto(dashboard: Dashboard, text: string): void {
  if (!paste(dashboard, text))
    toast(
      dashboard,
      "refused",
      `Pasted text goes into a text field: ${wayTo(dashboard.keymap, "workflow.new")} opens the form for a new workflow`,
    );
}
