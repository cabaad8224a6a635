import { type CrashRun, resultOf } from "./crash-run.ts";
import { differences } from "./differences.ts";
import { type CrashPlace, type CrashPlan, describePlan, planAt, randomPlan } from "./plan.ts";
import { play, recordPlaces } from "./play.ts";
import { randomFrom } from "./random.ts";
import { createScene } from "./scene.ts";

/** Every named place is passed by a workflow whose first plan is sent back. */
const REVISIONS = 1;

/** All places where an undisturbed workflow can be killed. */
export async function findPlaces(program?: string): Promise<CrashPlace[]> {
  const scene = await createScene(program === undefined ? {} : { program });
  try {
    return await recordPlaces(scene, REVISIONS);
  } finally {
    await scene.cleanup();
  }
}

/** A run for every place, then runs with random kills; the same for the same seed. */
export function planRuns(
  places: readonly CrashPlace[],
  options: { seed: number; randomRuns: number; program?: string },
): CrashRun[] {
  const { seed, randomRuns, program } = options;
  const atPlaces = places.map((place) => planAt(place, REVISIONS));
  // A seed of its own for every run, so that one run can be repeated without the others.
  const atRandom = Array.from({ length: randomRuns }, (_, index) =>
    randomPlan(randomFrom(seed + index), places),
  );
  return [...atPlaces, ...atRandom].map((plan, index) => ({
    number: index + 1,
    title: describePlan(plan),
    crash: () => crash(plan, program),
  }));
}

/** Plays one workflow with its kills and compares its end with the one that there is. */
async function crash(plan: CrashPlan, program: string | undefined) {
  const scene = await createScene(program === undefined ? {} : { program });
  return await resultOf(scene, async () => {
    await play(scene, plan);
    return { problems: await differences(scene, plan.revisions) };
  });
}
