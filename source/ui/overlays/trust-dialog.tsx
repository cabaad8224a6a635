import { useDashboard } from "../hooks/use-dashboard.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { segment } from "../text/segment.ts";
import { trustLines } from "./dialog-lines.ts";
import type { Size } from "./frame-size.ts";
import { Framed } from "./framed.tsx";

/** Shows the commands of the project's settings that wait for trust. */
export function TrustDialog({ size, top }: { readonly size: Size; readonly top: number }) {
  const { keymap } = useDashboard();
  const untrusted = useSessionStatus((status) => status.untrusted);
  const { frame, shown } = trustLines(untrusted, keymap, size, top);
  return (
    <Framed
      frame={frame}
      title={[segment("Commands of this project", "gate", true)]}
      tone="gate"
      lines={shown}
    />
  );
}
