import { useDashboard } from "../hooks/use-dashboard.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { useWarnings } from "../hooks/use-workflows.ts";
import { segment } from "../text/segment.ts";
import { troublesOf } from "../wording/health.ts";
import type { Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";
import { helpRows } from "./help-rows.ts";

/** All keys, from the table that handles them. */
export function Help({ size, top }: { readonly size: Size; readonly top: number }) {
  const { keymap } = useDashboard();
  const stored = useWarnings();
  const warnings = troublesOf(
    useSessionStatus((status) => status),
    stored,
    keymap,
  );
  const { frame, lines, maxTop } = helpRows(keymap.commands, warnings, size);
  const start = Math.min(top, maxTop);
  return (
    <Framed
      frame={frame}
      title={[segment("Keys", "accent", true)]}
      tone="accent"
      lines={lines.slice(start)}
    />
  );
}
