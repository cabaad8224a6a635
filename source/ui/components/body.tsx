import { Box } from "ink";
import { useSelectedRow, useWorkflows } from "../hooks/use-workflows.ts";
import type { Layout } from "../layout.ts";
import { Detail } from "./detail.tsx";
import { FirstRun } from "./first-run.tsx";
import { List } from "./list.tsx";
import { NoneChosen } from "./none-chosen.tsx";
import { Divider } from "./rule.tsx";

/** The list's, above what it holds. */
const HEADING_ROWS = 1;

/** The list and the detail, as far as the layout has room for them. */
export function Body({ layout }: { readonly layout: Layout }) {
  const { columns, bodyRows, listColumns, detailColumns } = layout;
  const row = useSelectedRow();
  const isEmpty = useWorkflows().length === 0;
  if (isEmpty) return <FirstRun width={columns} height={bodyRows} />;
  if (row === null && detailColumns === 0)
    return (
      <Box flexDirection="column" height={bodyRows} width={columns}>
        <List width={columns} height={HEADING_ROWS} />
        <NoneChosen width={columns} height={bodyRows - HEADING_ROWS} />
      </Box>
    );
  return (
    <Box height={bodyRows} width={columns}>
      {listColumns > 0 && <List width={listColumns} height={bodyRows} />}
      {listColumns > 0 && detailColumns > 0 && <Divider rows={bodyRows} />}
      {detailColumns > 0 &&
        (row?.kind === "workflow" ? (
          <Detail workflow={row.workflow} width={detailColumns} height={bodyRows} />
        ) : (
          <NoneChosen width={detailColumns} height={bodyRows} />
        ))}
    </Box>
  );
}
