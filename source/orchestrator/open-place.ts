import { join } from "node:path";
import { pickRemote, readRemotes } from "../git/remote.ts";
import { openRepository, type Repository } from "../git/repository.ts";
import type { Settings } from "../settings/settings.ts";
import { loadSettings, type SettingsRequest } from "../settings/settings.ts";
import { type PlansLayout, plansLayout } from "../store/layout.ts";
import type { Tracker } from "../tracker/tracker.ts";
import { userName } from "./person.ts";
import { openTracker } from "./trackers.ts";

/** A repository with its settings and its tracker, and without its workflows: those may be what is to be mended. */
export interface Place {
  readonly repository: Repository;
  readonly plans: PlansLayout;
  readonly settings: Settings;
  readonly remote: string | null;
  readonly tracker: Tracker;
  readonly user: string;
}

export type PlaceRequest = Pick<SettingsRequest, "env" | "flags"> & { readonly cwd: string };

/** Whoever opens a place closes its tracker. */
export async function openPlace({ cwd, env, flags }: PlaceRequest): Promise<Place> {
  const repository = await openRepository(cwd);
  const plans = plansLayout(join(repository.root, ".plans"));
  const settings = await loadSettings({ plansDir: plans.root, env, flags });
  const remotes = await readRemotes(repository);
  const name = pickRemote([...remotes.keys()], settings.values.remote);
  const user = userName();
  const remote = name === null ? null : { name, url: remotes.get(name) ?? "" };
  const tracker = await openTracker({ repository, plans, settings, remote, env, user });
  return { repository, plans, settings, remote: name, tracker, user };
}
