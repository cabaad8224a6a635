import { utimesSync, writeFileSync } from "node:fs";
import type { Settings } from "../settings/settings.ts";
import type { PlansLayout } from "../store/layout.ts";
import { createLocalTracker } from "../tracker/local/local-tracker.ts";
import type { Tracker } from "../tracker/tracker.ts";
import { OrcError } from "../workflow/errors.ts";

/** The settings ask for a tracker that this version does not have. */
class TrackerNotAvailableError extends OrcError {
  constructor(name: string) {
    super(
      "TRACKER_NOT_AVAILABLE",
      `the tracker "${name}" is not available in this version`,
      'Set "tracker": "local" in .plans/config.json.',
    );
  }
}

/** The tracker that the settings name (spec section 9). */
export function openTracker(
  plans: PlansLayout,
  settings: Settings,
  user: string,
): { tracker: Tracker; notices: string[] } {
  if (settings.values.tracker === "github") throw new TrackerNotAvailableError("github");
  const tracker = createLocalTracker({ plansDir: plans.root, user, onWrite: () => beat(plans.pulse) });
  return { tracker, notices: [] };
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
