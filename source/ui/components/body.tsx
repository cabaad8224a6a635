import { Box } from "ink";
import { useRows, useSelectedWorkflow, useWorkflows } from "../hooks/use-workflows.ts";
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
  const workflow = useSelectedWorkflow();
  const isEmpty = useWorkflows().length === 0;
  const isFilteredOut = useRows().length === 0;
  if (isEmpty) return <FirstRun width={columns} height={bodyRows} />;
  if (isFilteredOut && detailColumns === 0)
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
        (workflow === null ? (
          <NoneChosen width={detailColumns} height={bodyRows} />
        ) : (
          <Detail workflow={workflow} width={detailColumns} height={bodyRows} />
        ))}
    </Box>
  );
}
