import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { plansLayout } from "../../source/store/layout.ts";
import { removeUnbornDrafts } from "../../source/store/unborn-drafts.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "orc-tui-unborn-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function draft(name: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(root, "drafts", name), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, "drafts", name, file), text);
}

it("removes drafts whose first event was never whole, and no others", () => {
  draft("empty", {});
  draft("nothing-written", { "journal.ndjson": "" });
  draft("torn", { "journal.ndjson": '{"type":"crea' });
  draft("born", { "journal.ndjson": '{"type":"created"}\n' });
  draft("with-snapshot", { "state.json": "" });
  draft("moved-aside", { "journal.ndjson": "", "state.json.corrupt-1": "x" });
  removeUnbornDrafts(plansLayout(root));
  expect(readdirSync(join(root, "drafts")).sort()).toEqual(["born", "moved-aside", "with-snapshot"]);
});

it("does nothing where there are none", () => {
  removeUnbornDrafts(plansLayout(root));
  expect(readdirSync(root)).toEqual([]);
});
