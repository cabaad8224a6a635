import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type FixtureRun, startFixture } from "../fixtures/run-fixture.ts";

const WORKERS = 4;
const ADDITIONS = 150;

/** Works until `ADDITIONS` are done, starting anew after each death; says how many deaths that took. */
async function workToTheEnd(folder: string, seed: number, running: Set<FixtureRun>): Promise<number> {
  let done = 0;
  for (let life = 0; ; life += 1) {
    const run = startFixture("lock-worker.ts", folder, String(seed * 1_000 + life), String(ADDITIONS - done));
    running.add(run);
    const { code, signal, output, errors } = await run.ended;
    running.delete(run);
    done += output.length;
    expect({ errors, killed: signal }, `seed ${seed}, life ${life}`).toEqual({
      errors: "",
      killed: code === 0 ? null : "SIGKILL",
    });
    if (code === 0) return life;
  }
}

describe("the lock under processes that are killed inside the critical section", () => {
  it.each([1, 2])("never lets two in, and always goes on (seed %i)", async (seed) => {
    const folder = mkdtempSync(join(tmpdir(), "orc-lock-"));
    const running = new Set<FixtureRun>();
    onTestFinished(async () => {
      for (const { child } of running) child.kill("SIGKILL");
      await Promise.all([...running].map((run) => run.ended));
      rmSync(folder, { recursive: true, force: true });
    });
    const seeds = Array.from({ length: WORKERS }, (_, worker) => seed * 10 + worker);
    const deaths = (await Promise.all(seeds.map((each) => workToTheEnd(folder, each, running)))).reduce(
      (a, b) => a + b,
    );
    const counter = Number(readFileSync(join(folder, "counter"), "utf8"));
    expect(deaths).toBeGreaterThan(5);
    // Who is killed may have added without saying so; nobody else's addition is ever lost.
    expect(counter).toBeGreaterThanOrEqual(WORKERS * ADDITIONS);
    expect(counter).toBeLessThanOrEqual(WORKERS * ADDITIONS + deaths);
  });
});
