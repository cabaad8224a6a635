import { Box } from "ink";
import { useStore } from "zustand";
import { glyphs } from "../glyphs.ts";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useSessionStatus } from "../hooks/use-session-status.ts";
import { useSelectedWorkflow } from "../hooks/use-workflows.ts";
import { hintLine } from "../keymap/hints.ts";
import type { Toast } from "../screen.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { Lines, LineText } from "./line.tsx";
import { StatusBar } from "./status-bar.tsx";

/** The two lines at the bottom: how things are and which keys help; a toast lies over both. */
export function Footer({ width }: { readonly width: number }) {
  const toast = useScreen((state) => state.toast);
  return (
    <Box flexDirection="column" width={width} height={2}>
      {toast === null ? (
        <>
          <StatusBar width={width} />
          <Hints width={width} />
        </>
      ) : (
        <Lines lines={toastLines(toast, width)} width={width} />
      )}
    </Box>
  );
}

/** The most useful keys of this moment; an overlay has its own in its frame. */
function Hints({ width }: { readonly width: number }) {
  const dashboard = useDashboard();
  useSelectedWorkflow();
  useSessionStatus(({ untrusted }) => untrusted.length > 0);
  const covered = useScreen((state) => state.overlay !== null);
  useScreen((state) => state.focus);
  useScreen((state) => state.pane);
  const { unfolded } = useScreen((state) => state.logView);
  useScreen((state) => state.spec);
  useScreen((state) => state.list);
  useStore(dashboard.session.documents);
  const labels = { "log.unfold": unfolded ? "fold" : "unfold" };
  const line = covered ? [] : [segment(" "), ...hintLine(dashboard, width - 2, labels)];
  return <LineText line={line} width={width} />;
}

const SIGNS = { working: glyphs.running, done: glyphs.done, refused: glyphs.note, failed: glyphs.failed };
const TONES = { working: "running", done: "done", refused: "gate", failed: "failed" } as const;

function toastLines({ kind, message, remedy }: Toast, width: number): Line[] {
  const first: Line = [
    segment(` ${SIGNS[kind]} `, TONES[kind], true),
    segment(message, kind === "failed" ? "failed" : undefined, true),
  ];
  if (remedy === "") return wrapLine(first, width, 2, 3);
  return [first, [segment("   "), segment(remedy)]];
}
