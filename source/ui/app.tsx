import { Box, useIsScreenReaderEnabled, useWindowSize } from "ink";
import { Body } from "./components/body.tsx";
import { Footer } from "./components/footer.tsx";
import { Header } from "./components/header.tsx";
import { TooSmall } from "./components/placeholders.tsx";
import { Rule } from "./components/rule.tsx";
import { SpokenPanes } from "./components/spoken-panes.tsx";
import type { Dashboard } from "./dashboard.ts";
import { useClockPace } from "./hooks/use-clock.ts";
import { DashboardContext } from "./hooks/use-dashboard.ts";
import { useScreen } from "./hooks/use-screen.ts";
import { useSessionStatus } from "./hooks/use-session-status.ts";
import { useTrustPrompt } from "./hooks/use-trust-prompt.ts";
import { useWorkflows } from "./hooks/use-workflows.ts";
import { isTooSmall, layoutOf } from "./layout.ts";
import { OverlayLayer } from "./overlays/overlay-layer.tsx";

/** The whole dashboard of an open session. */
export function App({ dashboard }: { readonly dashboard: Dashboard }) {
  const size = useWindowSize();
  const isSpoken = useIsScreenReaderEnabled();
  return (
    <DashboardContext value={dashboard}>
      <Watch />
      {isSpoken ? (
        <SpokenPanes size={size} />
      ) : isTooSmall(size) ? (
        <TooSmall size={size} />
      ) : (
        <Panes size={size} />
      )}
    </DashboardContext>
  );
}

function Panes({ size }: { readonly size: { readonly columns: number; readonly rows: number } }) {
  const focus = useScreen((state) => state.focus);
  const zoomed = useScreen((state) => state.zoomed);
  const empty = useWorkflows().length === 0;
  const layout = layoutOf(size, { focus, zoomed });
  const { columns, rows, rules } = layout;
  const at = layout.listColumns > 0 && layout.detailColumns > 0 && !empty ? layout.listColumns : null;
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Header width={columns} />
      {rules && <Rule width={columns} joint="┬" at={at} />}
      <Body layout={layout} />
      {rules && <Rule width={columns} joint="┴" at={at} />}
      <Footer width={columns} />
      <OverlayLayer size={size} />
    </Box>
  );
}

/** Draws nothing: gives the clock the pace that the screen needs, and asks for trust where it is missing. */
function Watch() {
  const busy = useSessionStatus((status) => Object.keys(status.activities).length > 0);
  // Nobody wants to hear each second that it has passed: the time is looked at with each key.
  useClockPace(useWorkflows(), busy, useIsScreenReaderEnabled());
  useTrustPrompt();
  return null;
}
