import { utimesSync, writeFileSync } from "node:fs";
import { remoteUrl } from "../git/remote.ts";
import { createLocalTracker } from "../tracker/local/local-tracker.ts";
import type { Tracker } from "../tracker/tracker.ts";
import type { TrackerRequest } from "./tracker-request.ts";

/** The tracker that the settings name; without one, GitHub where the repository is there (spec sections 8 and 9). */
export async function openTracker(request: TrackerRequest): Promise<Tracker> {
  const { repository, settings, remote } = request;
  if (settings.values.tracker === "local" || !mayBeOnGitHub(request)) return localTracker(request);
  const resolved = remote === null ? [] : [await remoteUrl(repository, remote.name), remote.url];
  // Loaded only here: its packages take longer than a start may.
  const { openGitHub } = await import("./github.ts");
  return (await openGitHub(request, resolved)) ?? localTracker(request);
}

/** Only a repository whose remote is a folder, or that has none, is known not to be there without another look. */
function mayBeOnGitHub({ settings, remote, env }: TrackerRequest): boolean {
  const { tracker, repo } = settings.values;
  if (tracker === "github" || repo !== null || (env.GH_REPO ?? "") !== "") return true;
  return remote !== null && !/^(?:[./~]|file:)/.test(remote.url);
}

function localTracker({ plans, user }: TrackerRequest): Tracker {
  return createLocalTracker({ plansDir: plans.root, user, onWrite: () => beat(plans.pulse) });
}

/** Wakes every process that watches `.plans`. */
function beat(pulse: string): void {
  try {
    const now = new Date();
    utimesSync(pulse, now, now);
  } catch {
    writeFileSync(pulse, "");
  }
}
