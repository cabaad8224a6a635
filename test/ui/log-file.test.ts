import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRunLog } from "../../source/agents/log/run-log.ts";
import { providerNamed } from "../../source/agents/providers/registry.ts";
import { type RunFolder, runFolder } from "../../source/agents/run-folder.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { ScriptedWorkflow } from "../support/scripted-workflow.ts";

let folder: RunFolder;

beforeEach(() => {
  folder = runFolder(mkdtempSync(join(tmpdir(), "orc-log-file-")));
});
afterEach(async () => {
  await quitDashboards();
  rmSync(folder.path, { recursive: true, force: true });
});

/** A dashboard whose only workflow is running and has its log in the folder. */
function drive(provider: string, columns = 100, rows = 34) {
  const session = fakeSession();
  session.show([new ScriptedWorkflow(3, "Dark mode", Date.now(), 30).prepared().runStarted().workflow]);
  session.openLog = () => openRunLog(folder.path, providerNamed(provider));
  return driveDashboard(session, columns, rows).terminal;
}

const jsonLine = (value: unknown) => `${JSON.stringify(value)}\n`;

describe("the log pane on a run's files", () => {
  it("shows a text as it is said, and the whole in its place, once", async () => {
    const piece = (text: string) =>
      jsonLine({
        type: "stream_event",
        event: { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } },
        parent_tool_use_id: null,
      });
    writeFileSync(folder.output, piece("I am"));
    const terminal = drive("claude");
    await terminal.waitFor(/ I am$/m);
    appendFileSync(folder.output, piece(" reading the"));
    await terminal.waitFor(/ I am reading the$/m);
    appendFileSync(folder.output, piece(" specification."));
    const message = {
      role: "assistant",
      content: [{ type: "text", text: "I am reading the specification." }],
    };
    appendFileSync(folder.output, jsonLine({ type: "assistant", message, parent_tool_use_id: null }));
    appendFileSync(
      folder.output,
      jsonLine({
        type: "assistant",
        message: { ...message, content: [{ type: "text", text: "And now the code." }] },
      }),
    );
    await terminal.waitFor("And now the code.");
    expect(terminal.text.match(/I am reading/g)).toHaveLength(1);
    await terminal.waitFor(/ I am reading the specification\. *\n.* And now the code\./);
  });

  it("finds what was said at the beginning of a long run from its end, and goes on taking keys", async () => {
    const lines = 300_000;
    const file = openSync(folder.output, "w");
    for (let from = 0; from < lines; from += 10_000) {
      const block = Array.from({ length: 10_000 }, (_, offset) =>
        jsonLine({ type: "text", text: from + offset === 12_345 ? "the needle" : `line ${from + offset}` }),
      );
      writeSync(file, block.join(""));
    }
    closeSync(file);
    const terminal = drive("demo");
    await terminal.waitFor((screen) => screen.includes("300,000 lines") && screen.includes("line 299999"));
    terminal.type("1/needle");
    await terminal.waitFor("“needle” searching …");
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.includes("searching") && screen.includes("/ search"));
    terminal.type("/needle\r");
    await terminal.waitFor((screen) => /“needle” 1/.test(screen) && screen.includes("the needle"), 60_000);
    await terminal.waitFor(
      (screen) => screen.includes("“needle” 1 of 1") && screen.includes("line 12344"),
      60_000,
    );
  });
});
