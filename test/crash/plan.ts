import type { Random } from "./random.ts";

/** When a call of the program is killed with SIGKILL. */
export type Kill =
  /** At the n-th passing of a named place between two effects. */
  | { readonly at: string }
  /** So many milliseconds after its start; `whole`: with the git that it runs just then, as in a power cut. */
  | { readonly afterMs: number; readonly whole: boolean };

/** What befalls one workflow: the kills of its calls, in the order of the calls. `null`: the call may end by itself. */
export interface CrashPlan {
  /** How often the reviewer asks for changes before approving. */
  readonly revisions: number;
  readonly kills: readonly (Kill | null)[];
}

/** A place that an undisturbed workflow passes: in which of its calls, and its name with the number of the passing. */
export interface CrashPlace {
  readonly call: number;
  readonly at: string;
}

const LONGEST_CALL_MS = 900;
const MOST_KILLS = 5;

/** A kill at exactly this place, and nowhere else. */
export function planAt(place: CrashPlace, revisions: number): CrashPlan {
  return { revisions, kills: [...Array<null>(place.call).fill(null), { at: place.at }] };
}

/** Several kills, at moments and places that the random numbers choose. */
export function randomPlan(random: Random, places: readonly CrashPlace[]): CrashPlan {
  const kills = Array.from({ length: 1 + random.below(MOST_KILLS) }, (): Kill | null => {
    const kind = random.below(10);
    if (kind < 2) return null;
    if (kind < 4) return { at: random.pick(places).at };
    return { afterMs: 40 + random.below(LONGEST_CALL_MS), whole: random.below(2) === 0 };
  });
  return { revisions: random.below(2), kills };
}

/** One line that says what was done, for repeating it by hand. */
export function describePlan({ revisions, kills }: CrashPlan): string {
  const words = kills.map((kill) => {
    if (kill === null) return "-";
    if ("at" in kill) return kill.at;
    return `${kill.afterMs} ms${kill.whole ? " with its children" : ""}`;
  });
  return `${revisions} revisions, kills: ${words.join(", ")}`;
}
