import { describe, expect, it } from "vitest";
import { filtered, STATE_WORDS } from "../../source/ui/list/filter.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { atGate, running, ScriptedWorkflow } from "../support/scripted-workflow.ts";

const now = Date.now();
const gate = atGate(12, "Add OAuth2 login").workflow;
const writing = running(14, "Dark mode").workflow;
const failed = new ScriptedWorkflow(9, "Export invoices", now, 60)
  .prepared()
  .runStarted(1, "codex", "codex")
  .runFailed(5, "no", "retry").workflow;
const idle = { ...new ScriptedWorkflow(3, "Login page colours", now, 60).workflow, labels: ["UI", "small"] };
const done = atGate(7, "Old search").raise(
  1,
  {
    type: "approval_received",
    planRevision: atGate().workflow.planRevision ?? "",
    commentId: null,
  },
  "github:you",
).workflow;
const all: readonly Workflow[] = [gate, writing, failed, idle, done];

const titles = (text: string) => filtered(all, text).map(({ title }) => title);

describe("the filter of the list", () => {
  it.each([
    ["", all.map(({ title }) => title)],
    ["  ", all.map(({ title }) => title)],
    ["login", ["Add OAuth2 login", "Login page colours"]],
    ["LOGIN oauth", ["Add OAuth2 login"]],
    ["#14", ["Dark mode"]],
    ["state:gate", ["Add OAuth2 login"]],
    ["state:f", ["Export invoices"]],
    ["state:", all.map(({ title }) => title)],
    ["state:gate state:failed", ["Add OAuth2 login", "Export invoices"]],
    ["state:gate colours", []],
    ["state:ended", ["Old search"]],
    ["state:running", ["Dark mode"]],
    ["state:phase_2", ["Dark mode", "Export invoices"]],
    ["agent:codex", ["Export invoices"]],
    ["label:ui", ["Login page colours"]],
    ["needs:me", ["Add OAuth2 login", "Export invoices"]],
    ["needs:me agent:duc", ["Add OAuth2 login"]],
    ["state:nonsense", []],
  ])("%j leaves %j", (text, expected) => {
    expect(titles(text)).toEqual(expected);
  });

  it("knows a word for every state", () => {
    const words = all.flatMap((workflow) =>
      STATE_WORDS.filter((word) => filtered([workflow], `state:${word}`).length > 0),
    );
    expect(words).toEqual(expect.arrayContaining(["gate", "writing", "running", "failed", "idle", "done"]));
    for (const workflow of all)
      expect(STATE_WORDS.some((word) => filtered([workflow], `state:${word}`).length > 0)).toBe(true);
  });
});
