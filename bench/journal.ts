import { join } from "node:path";
import { plansLayout } from "../source/store/layout.ts";
import { openPlansDisk } from "../source/store/plans-disk.ts";
import { openWorkflowStore } from "../source/store/workflow-store.ts";
import type { Figure } from "./figure.ts";
import type { Stage } from "./stage.ts";

/** Events that count each second: journal flushed, snapshot replaced, on this machine's disk. */
export async function journal(stage: Stage): Promise<Figure[]> {
  const now = () => new Date();
  const layout = plansLayout(join(stage.folder, "journal"));
  const store = await openWorkflowStore(openPlansDisk(layout, { now }), now);
  const id = "measured";
  const by = "cli:bench";
  const created = { title: "Measured", description: "Measured", featureName: "measured", labels: [] };
  store.dispatch(id, { type: "created", id, ...created, agent: null, adoptIssue: null }, by);
  const events = stage.quick ? 200 : 1_000;
  const start = performance.now();
  for (let count = 0; count < events; count += 1)
    store.dispatch(id, { type: "label_synced", label: `status:${count}` }, by);
  const perSecond = (events / (performance.now() - start)) * 1000;
  return [{ name: "journal", unit: "events/s", decimals: 0, values: { "orc-tui": perSecond } }];
}
