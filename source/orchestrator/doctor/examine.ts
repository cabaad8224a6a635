import { ensureIdentity } from "../../git/repository.ts";
import { dangerousContent } from "../../settings/dangerous-content.ts";
import { SettingsError } from "../../settings/errors.ts";
import type { Settings } from "../../settings/settings.ts";
import { requireTrust } from "../../settings/trust.ts";
import { openPlace, type Place, type PlaceRequest } from "../open-place.ts";
import type { Finding } from "../session.ts";
import { type Check, failure, ok, warning } from "./check.ts";
import { lookAtLabels } from "./labels.ts";
import { judgeNode, judgeTerminal, lookAtGit, type Terminal } from "./machine.ts";
import { lookAtLocks, lookAtPlans, lookAtWorkflows } from "./plans.ts";
import { lookAtRuns } from "./runs.ts";

export interface Examination {
  readonly place: PlaceRequest;
  readonly terminal: Terminal;
  /** What the tracker and the agents need. */
  readonly diagnose: () => Promise<readonly Finding[]>;
}

/**
 * Looks at everything that orc-tui needs, from the machine to the agents (spec section 11). What comes later makes no
 * sense without what came before, and is left out then. Changes nothing.
 * @param use is called while the place is open, so that what was found can be mended
 */
export async function examine<T>(
  { place: request, terminal, diagnose }: Examination,
  use: (checks: readonly Check[]) => Promise<T>,
): Promise<T> {
  const machine = [
    await lookAtGit(request.cwd),
    judgeNode(process.versions.node),
    ...judgeTerminal(terminal),
  ];
  let place: Place;
  try {
    place = await openPlace(request);
  } catch (error) {
    return use([...machine, failure(error instanceof SettingsError ? "settings" : "repository", error)]);
  }
  try {
    return await use([...machine, ...(await lookAtPlace(place)), ...(await theRest(place, diagnose))]);
  } finally {
    place.tracker.close();
  }
}

async function lookAtPlace({ repository, settings }: Place): Promise<Check[]> {
  const ignored = settings.warnings.map((text) => warning("settings", text, "Correct or remove the key."));
  return [
    await ensureIdentity(repository).then(
      () => ok("repository", repository.root),
      (error: unknown) => failure("repository", error),
    ),
    ...(ignored.length > 0 ? ignored : [ok("settings", "make sense")]),
    ...(await lookAtTrust(repository.root, settings)),
  ];
}

/** Nothing can be started before the person has agreed to what the project's settings would run. */
async function lookAtTrust(root: string, settings: Settings): Promise<Check[]> {
  if (dangerousContent(settings).length === 0) return [];
  const trusted = ok("trust", "what the project's settings run is what you have agreed to");
  return requireTrust(settings, root).then(
    () => [trusted],
    (error: unknown) => [failure("trust", error)],
  );
}

async function theRest(place: Place, diagnose: Examination["diagnose"]): Promise<Check[]> {
  const { plans, repository } = place;
  const writable = lookAtPlans(plans, repository.root);
  const { checks, workflows } = lookAtWorkflows(plans);
  const local = [writable, ...checks, ...lookAtLocks(plans), ...lookAtRuns(plans, workflows)];
  const rest = await diagnose().catch((error: unknown) => [failure("session", error)]);
  const answers = rest.every(({ verdict }) => verdict !== "problem");
  return [...local, ...(answers ? await lookAtLabels(place, workflows) : []), ...rest];
}
