import { afterEach, expect, it } from "vitest";
import type { Finding } from "../../source/orchestrator/session.ts";
import { driveDashboard, quitDashboards } from "../support/dashboard-driver.ts";
import { fakeSession } from "../support/fake-session.ts";
import { running } from "../support/scripted-workflow.ts";

afterEach(quitDashboards);

const FINDINGS: readonly Finding[] = [
  { what: "Tracker", verdict: "ok", message: "github acme/widgets answers", remedy: "" },
  {
    what: "Agent duc (claude)",
    verdict: "problem",
    message: "claude is not on the PATH",
    remedy: "Install it, or choose another agent.",
  },
];

function withFindings(diagnose: () => Promise<readonly Finding[]>) {
  return { ...fakeSession({}, "acme/widgets"), diagnose };
}

it("says what will happen, what to do first, and after a while what is missing for it", async () => {
  let answer: (findings: readonly Finding[]) => void = () => {};
  const { terminal } = driveDashboard(
    withFindings(() => new Promise((resolve) => (answer = resolve))),
    80,
    24,
  );
  await terminal.waitFor("looking whether everything is there");
  await terminal.waitFor("n  describe a feature in a sentence");
  await terminal.waitFor("An agent writes its specification");
  await terminal.waitFor(() => {
    answer(FINDINGS);
    return !terminal.text.includes("looking");
  });
  const problem = terminal.text.indexOf("✕ Agent duc (claude): claude is not on the PATH. Install it");
  expect(problem).toBeGreaterThan(0);
  expect(terminal.text.indexOf("✓ Tracker: github acme/widgets answers")).toBeGreaterThan(problem);
});

it("has room at 40x12 for the keys and for what is missing", async () => {
  const { terminal } = driveDashboard(
    withFindings(async () => FINDINGS),
    40,
    12,
  );
  await terminal.waitFor("✕ Agent duc (claude)");
  const screen = terminal.text.replace(/\s+/g, " ");
  for (const words of ["n describe a feature", "i start from", "? all keys", "choose another agent."])
    expect(screen).toContain(words);
  expect(terminal.text).not.toContain("Tracker");
});

it("says that the demo writes a sample where the agent that was meant cannot be started", async () => {
  const session = fakeSession({ agents: ["demo"] });
  const { terminal } = driveDashboard({ ...session, diagnose: async () => FINDINGS }, 80, 24);
  await terminal.waitFor("Meanwhile n goes to the agent demo: it writes a sample.");
});

it("says why where it cannot look around", async () => {
  const { terminal } = driveDashboard(withFindings(() => Promise.reject(new Error("the disk is gone"))));
  await terminal.waitFor("the disk is gone");
});

it("does not look around where there are workflows", async () => {
  let looked = 0;
  const session = withFindings(async () => {
    looked += 1;
    return FINDINGS;
  });
  session.show([running().workflow]);
  const { terminal } = driveDashboard(session);
  await terminal.waitFor("Dark mode");
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(looked).toBe(0);
});
