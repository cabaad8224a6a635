import { describe, expect, it } from "vitest";
import { findPlaces, planRuns } from "./crash-runs.ts";

const AT_PLACES = 9;
const AT_RANDOM = 3;
const SEED = 20_260_101;

/** Evenly spread over the items, the last one always among them. */
function sample<T>(items: readonly T[], count: number): T[] {
  const step = items.length / count;
  return Array.from({ length: count }, (_, index) => items[Math.ceil((index + 1) * step) - 1] as T);
}

const places = await findPlaces();
const planned = planRuns(places, { seed: SEED, randomRuns: AT_RANDOM });
const runs = [...sample(planned.slice(0, places.length), AT_PLACES), ...planned.slice(places.length)];

// `npm run test:crash` does this for every place, and more at random.
describe("ORC-001: a workflow whose engine is killed with SIGKILL", () => {
  it("passes more places than are sampled here", () => {
    expect(places.length).toBeGreaterThan(100);
  });

  it.each(runs.map((run) => [run.title, run] as const))(
    "comes to the one end that there is (%s)",
    async (_title, run) => {
      expect((await run.crash()).problems).toEqual([]);
    },
  );
});
