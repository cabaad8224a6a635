import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLocalTracker } from "../../source/tracker/local/local-tracker.ts";
import type { NewIssue } from "../../source/tracker/tracker.ts";
import { trackerContract } from "./tracker-contract.ts";

const program = join(import.meta.dirname, "create-local-issue.ts");

async function createInProcess(plansDir: string, requests: readonly NewIssue[]): Promise<number[]> {
  const { stdout } = await execa(process.execPath, [program, plansDir, "ada", JSON.stringify(requests)]);
  return JSON.parse(stdout);
}

function makePlansDir(): string {
  const plansDir = mkdtempSync(join(tmpdir(), "orc-tracker-"));
  onTestFinished(() => rmSync(plansDir, { recursive: true, force: true }));
  return plansDir;
}

trackerContract("local tracker", async () => {
  const plansDir = makePlansDir();
  const another = () => createLocalTracker({ plansDir, user: "ada" });
  return {
    tracker: another(),
    another,
    createElsewhere: async (request) => (await createInProcess(plansDir, [request]))[0] ?? 0,
    longestBody: 100_000,
  };
});

describe("several processes with one local tracker", () => {
  it("agree on one issue for each of many workflows that all of them create", async () => {
    const plansDir = makePlansDir();
    const requests = Array.from({ length: 40 }, (_, index) => ({
      title: `Feature ${index}`,
      body: "",
      labels: [],
      workflowId: `w${index}`,
    }));
    const orders = [requests, requests.toReversed(), requests];
    const [first, second, third] = await Promise.all(orders.map((order) => createInProcess(plansDir, order)));
    expect(new Set(first).size).toBe(40);
    expect(second?.toReversed()).toEqual(first);
    expect(third).toEqual(first);
    expect(readdirSync(join(plansDir, "tracker"))).toHaveLength(40);
  });
});
