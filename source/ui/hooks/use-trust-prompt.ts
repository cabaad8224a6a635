import { useEffect } from "react";
import { useDashboard } from "./use-dashboard.ts";
import { useSessionStatus } from "./use-session-status.ts";

/** Asks for trust as soon as commands wait for it, and again when others do; never over something else. */
export function useTrustPrompt(): void {
  const { screen } = useDashboard();
  const untrusted = useSessionStatus((status) => status.untrusted);
  useEffect(() => {
    if (untrusted.length === 0 || screen.getState().overlay !== null) return;
    screen.setState({ overlay: { kind: "trust", top: 0 } });
  }, [screen, untrusted]);
}
