import { dangerousContent, trustDigest } from "../settings/dangerous-content.ts";
import type { Settings } from "../settings/settings.ts";
import { isTrusted, requireTrust, trust } from "../settings/trust.ts";
import { OrcError } from "../workflow/errors.ts";
import type { SettingsSource } from "./workspace.ts";

/** The settings changed between being shown and being agreed to. Nothing was agreed to. */
export class TrustChangedError extends OrcError {
  constructor() {
    super(
      "TRUST_CHANGED",
      "the project's commands have changed since they were shown; nothing was trusted",
      "Read them again, then agree.",
    );
  }
}

/** Where the user is asked about the commands of a project (spec section 13). */
export interface TrustDesk {
  /** Shows what waits for the user's trust. */
  look(): Promise<void>;
  /** @throws UntrustedSettingsError, after showing what waits */
  require(settings: Settings): Promise<void>;
  /** @throws TrustChangedError when what was seen is no longer what would run */
  agree(seen: readonly string[]): Promise<void>;
}

export function createTrustDesk(
  root: string,
  settings: SettingsSource,
  show: (untrusted: readonly string[]) => void,
): TrustDesk {
  async function look(): Promise<void> {
    const items = dangerousContent(await settings.fresh());
    const trusted = items.length === 0 || (await isTrusted(root, trustDigest(items)));
    show(trusted ? [] : linesOf(items));
  }

  return {
    look,
    async require(current) {
      try {
        await requireTrust(current, root);
      } catch (error) {
        await look();
        throw error;
      }
    },
    async agree(seen) {
      const items = dangerousContent(await settings.fresh());
      if (linesOf(items).join("\n") !== seen.join("\n")) {
        await look();
        throw new TrustChangedError();
      }
      await trust(root, trustDigest(items));
      await look();
    },
  };
}

function linesOf(items: ReturnType<typeof dangerousContent>): string[] {
  return items.map((item) => `${item.what}: ${item.text}`);
}
