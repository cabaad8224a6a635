import type { Repository } from "../git/repository.ts";
import type { Settings } from "../settings/settings.ts";
import type { PlansLayout } from "../store/layout.ts";

/** What a tracker is chosen and opened by. */
export interface TrackerRequest {
  readonly repository: Repository;
  readonly plans: PlansLayout;
  readonly settings: Settings;
  /** The remote in use, with its address as it is written in git's settings; `null` where there is none. */
  readonly remote: { readonly name: string; readonly url: string } | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly user: string;
}
