import { Box } from "ink";
import { useDashboard } from "../hooks/use-dashboard.ts";
import { useScreen } from "../hooks/use-screen.ts";
import { useSelectedRow } from "../hooks/use-workflows.ts";
import { listFilter } from "../screen.ts";
import { type Line, segment } from "../text/segment.ts";
import { wrapLine } from "../text/wrap-line.ts";
import { keyLine } from "../wording/sentence.ts";
import { Lines } from "./line.tsx";

/** Instead of a workflow's detail: the archive is chosen, or the filter leaves nothing to choose. */
export function NoneChosen({ width, height }: { readonly width: number; readonly height: number }) {
  const { keymap } = useDashboard();
  const row = useSelectedRow();
  const filter = useScreen(listFilter);
  const lines: Line[] =
    row?.kind === "archive"
      ? [
          [segment(`${row.workflows.length} workflows ended a while ago.`, undefined, true)],
          [],
          keyLine(keymap, [["list.open", row.isOpen ? "folds them away" : "shows them"]]),
          keyLine(keymap, [["list.filter", "finds one of them"]]),
        ]
      : [
          [segment("No workflow fits ", undefined, true), segment(filter, "accent", true)],
          [],
          keyLine(keymap, [["list.clear", "clears the filter"]]),
          keyLine(keymap, [["list.filter", "changes it"]]),
        ];
  return (
    <Box flexDirection="column" width={width} height={height} paddingX={2} paddingTop={1} overflow="hidden">
      <Lines lines={lines.flatMap((line) => wrapLine(line, width - 4, 2, 0))} width={width - 4} />
    </Box>
  );
}
