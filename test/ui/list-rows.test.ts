import { afterEach, expect, it, vi } from "vitest";
import { filtered } from "../../source/ui/list/filter.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { atGate, running, withWorkflows } from "../support/scripted-workflow.ts";

vi.mock("../../source/ui/list/filter.ts", { spy: true });

afterEach(quitDashboards);

it("all workflows are filtered once per change, however many parts of the screen show what is left", async () => {
  const { terminal } = driveDashboard(withWorkflows(atGate(12, "Add login"), running(14, "Dark mode")));
  await terminal.waitFor("Add login");
  terminal.type("/d");
  await terminal.waitFor("2 of 2");
  terminal.type("ark");
  await terminal.waitFor("1 of 2");
  terminal.type("\r");
  await terminal.waitFor("issue #14");
  await terminal.untilStill();
  const texts = vi.mocked(filtered).mock.calls.map(([, text]) => text);
  expect(texts).toEqual([...new Set(texts)]);
  expect(texts).toContain("dark");
});
