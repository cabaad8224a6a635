import { differences } from "./differences.ts";
import { type CrashPlace, type CrashPlan, planAt, randomPlan } from "./plan.ts";
import { play, recordPlaces } from "./play.ts";
import { randomFrom } from "./random.ts";
import { createScene } from "./scene.ts";

/** Every named place is passed by a workflow whose first plan is sent back. */
const REVISIONS = 1;

export interface CrashRun {
  readonly number: number;
  readonly plan: CrashPlan;
}

/** What came of a run; `problems` is empty when it reached the one end that there is. */
export interface CrashResult extends CrashRun {
  readonly problems: readonly string[];
  /** Kept where there are problems. */
  readonly folder: string | null;
}

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
export function planRuns(places: readonly CrashPlace[], seed: number, randomRuns: number): CrashRun[] {
  const atPlaces = places.map((place) => planAt(place, REVISIONS));
  // A seed of its own for every run, so that one run can be repeated without the others.
  const atRandom = Array.from({ length: randomRuns }, (_, index) =>
    randomPlan(randomFrom(seed + index), places),
  );
  return [...atPlaces, ...atRandom].map((plan, index) => ({ number: index + 1, plan }));
}

/** Plays one workflow with its kills and compares its end with the one that there is. */
export async function crashRun(run: CrashRun, program?: string): Promise<CrashResult> {
  const scene = await createScene(program === undefined ? {} : { program });
  const problems = await problemsOf(async () => {
    await play(scene, run.plan);
    return await differences(scene, run.plan.revisions);
  });
  if (problems.length === 0) await scene.cleanup();
  else await scene.program.close();
  return { ...run, problems, folder: problems.length === 0 ? null : scene.root };
}

async function problemsOf(action: () => Promise<string[]>): Promise<string[]> {
  try {
    return await action();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
