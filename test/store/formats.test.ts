import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { journalPath } from "../../source/store/layout.ts";
import { workflowSchema } from "../../source/store/schema.ts";
import { nextEffects } from "../../source/workflow/effects.ts";
import { WORKFLOW_VERSION } from "../../source/workflow/state.ts";
import { openStore, readSnapshot, temporaryPlans } from "./plans-folder.ts";

const formats = join(import.meta.dirname, "../fixtures/formats");

/** A state folder as a former version wrote it. */
function place(version: string): { layout: Parameters<typeof openStore>[0]; folder: string } {
  const { layout, remove } = temporaryPlans();
  onTestFinished(remove);
  const folder = join(layout.root, "1");
  cpSync(join(formats, version), folder, { recursive: true });
  return { layout, folder };
}

describe.each(readdirSync(formats))("a state folder of format %s", (version) => {
  it("opens as it was, in the present format, and owes nothing new", async () => {
    const { layout, folder } = place(version);
    const before = readSnapshot(folder);
    const { workflows, frozen } = (await openStore(layout)).getState();
    const [workflow] = Object.values(workflows);
    expect(frozen).toEqual({});
    expect(workflow).toMatchObject({
      version: WORKFLOW_VERSION,
      state: before.state,
      revision: before.revision,
      planRevision: before.planRevision,
      history: before.history,
    });
    expect(workflowSchema.strict().parse(readSnapshot(folder))).toEqual(workflow);
    expect(workflow && nextEffects(workflow, workflow.updatedAt)).toEqual([]);
  });

  it("opens from its snapshot alone, and again from the journal that begins with it", async () => {
    const { layout, folder } = place(version);
    rmSync(journalPath(folder));
    const first = (await openStore(layout)).getState().workflows;
    expect(Object.values(first)).toMatchObject([{ version: WORKFLOW_VERSION, state: "DONE" }]);
    expect((await openStore(layout)).getState().workflows).toEqual(first);
  });

  it("opens where a former version had begun its journal from a snapshot", async () => {
    const { layout, folder } = place(version);
    const workflow = readSnapshot(folder);
    const line = { type: "restored", workflow, at: workflow.updatedAt, by: "orchestrator" };
    writeFileSync(journalPath(folder), `${JSON.stringify(line)}\n`);
    const { workflows, frozen } = (await openStore(layout)).getState();
    expect(frozen).toEqual({});
    expect(Object.values(workflows)).toMatchObject([{ version: WORKFLOW_VERSION, state: "DONE" }]);
    expect(workflowSchema.strict().parse(readSnapshot(folder))).toEqual(Object.values(workflows)[0]);
  });
});
