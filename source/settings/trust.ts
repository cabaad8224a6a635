import { realpathSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../files/lock.ts";
import { OrcError } from "../workflow/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { dangerousContent, trustDigest } from "./dangerous-content.ts";
import { UntrustedSettingsError, unwritable } from "./errors.ts";
import type { Settings } from "./settings.ts";
import { type Environment, userFolder } from "./user-folder.ts";

/** The user's file of agreements, repository → digest; never in the repository, which could write it itself. */
const STORE_NAME = "trust";

/** Has the user agreed to exactly this content in this repository? */
export async function isTrusted(
  repoRoot: string,
  digest: string,
  env: Environment = process.env,
): Promise<boolean> {
  const agreements = readConfigFile(join(userFolder(env), `${STORE_NAME}.json`))?.content ?? {};
  const root = realpathSync(repoRoot);
  return Object.hasOwn(agreements, root) && agreements[root] === digest;
}

/**
 * Keeps the user's agreement, in place of an earlier one for the repository.
 * @throws SettingsError when the file of agreements is damaged (it is left as it is) or cannot be written
 */
export async function trust(repoRoot: string, digest: string, env: Environment = process.env): Promise<void> {
  const folder = userFolder(env);
  const path = join(folder, `${STORE_NAME}.json`);
  const { default: Conf } = await import("conf");
  const keep = () => {
    readConfigFile(path);
    const options = { cwd: folder, configName: STORE_NAME, accessPropertiesByDotNotation: false };
    new Conf<Record<string, string>>({ ...options, configFileMode: 0o600 }).set(
      realpathSync(repoRoot),
      digest,
    );
  };
  try {
    withLock(`${path}.lock`, keep);
  } catch (cause) {
    if (cause instanceof OrcError) throw cause;
    throw unwritable(path, cause, "user");
  }
}

/**
 * Lets go on only what the user has agreed to. Settings that run nothing need no agreement.
 * @throws UntrustedSettingsError that lists what would run
 */
export async function requireTrust(
  settings: Settings,
  repoRoot: string,
  env: Environment = process.env,
): Promise<void> {
  const items = dangerousContent(settings);
  if (items.length === 0) return;
  if (!(await isTrusted(repoRoot, trustDigest(items), env))) throw new UntrustedSettingsError(items);
}
