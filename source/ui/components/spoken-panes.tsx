import { Box } from "ink";
import { useScreen } from "../hooks/use-screen.ts";
import { useSelectedWorkflow } from "../hooks/use-workflows.ts";
import { layoutOf } from "../layout.ts";
import { OverlayLayer } from "../overlays/overlay-layer.tsx";
import { segment } from "../text/segment.ts";
import { numberOf } from "../wording/summary.ts";
import { Body } from "./body.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { LineText } from "./line.tsx";

/** Wide enough that little is cut: whoever hears it has no edge. */
const LEAST_COLUMNS = 120;
const LEAST_ROWS = 24;
/** As wide as an overlay can be before it sets things side by side. */
const OVERLAY_COLUMNS = 106;
/** What lies over the screen without hiding what it is about. */
const TRANSPARENT: ReadonlySet<string> = new Set(["search", "filter"]);

/**
 * The screen line by line, to be heard: one thing at a time, the list or a workflow or what is asked, and at its end,
 * where the cursor stands, what is selected and which keys help.
 */
export function SpokenPanes({
  size,
}: {
  readonly size: { readonly columns: number; readonly rows: number };
}) {
  const focus = useScreen((state) => state.focus);
  const overlay = useScreen((state) => state.overlay?.kind ?? null);
  const room = { columns: Math.max(LEAST_COLUMNS, size.columns), rows: Math.max(LEAST_ROWS, size.rows) };
  if (overlay !== null && !TRANSPARENT.has(overlay))
    return (
      <Box flexDirection="column">
        <OverlayLayer size={{ ...room, columns: OVERLAY_COLUMNS }} />
      </Box>
    );
  return (
    <Box flexDirection="column">
      <Header width={room.columns} />
      <Body layout={layoutOf(room, { focus, zoomed: true })} />
      {focus === "list" && <Selected width={room.columns} />}
      <Footer width={room.columns} />
      <OverlayLayer size={room} />
    </Box>
  );
}

function Selected({ width }: { readonly width: number }) {
  const workflow = useSelectedWorkflow();
  if (workflow === null) return null;
  return <LineText line={[segment(`selected: ${numberOf(workflow)} ${workflow.title}`)]} width={width} />;
}
