import type { PlaceRequest } from "../orchestrator/open-place.ts";
import type { CommandCall } from "./command.ts";

/** Where a command is to act, for what opens without a session. */
export function placeOf({ cwd, env, flags }: CommandCall): PlaceRequest {
  return { cwd, env, flags: { repo: flags.repo, remote: flags.remote } };
}
