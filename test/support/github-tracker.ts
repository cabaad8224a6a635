import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createGitHubTracker } from "../../source/tracker/github/github-tracker.ts";
import { Secret } from "../../source/tracker/github/secret.ts";
import type { Paces } from "../../source/tracker/github/transport.ts";
import type { Tracker } from "../../source/tracker/tracker.ts";
import type { GitHub } from "./github/index.ts";

/** No waits for their own sake: a test has no other clients to be kind to. */
export const HASTY: Paces = { timeout: 5_000, spacing: 0, pause: 1, secondary: 50 };

export const TOKEN = "ghp_token-of-the-owner";

/** A folder for the locks of a tracker, gone after the test. */
export function temporaryPlansDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "orc-github-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A tracker on the double, as one process would have it. */
export function trackerOn(
  github: GitHub,
  options: { plansDir?: string; paces?: Partial<Paces>; token?: () => string } = {},
): Tracker {
  const token = options.token ?? (() => TOKEN);
  const credential = async () => ({ token: new Secret(token()), source: "GH_TOKEN", kind: "token" as const });
  const tracker = createGitHubTracker({
    address: { host: "github.com", owner: "acme", name: "widgets" },
    endpoint: {
      graphqlUrl: github.url,
      restUrl: github.url,
      webUrl: "https://github.com",
      host: "127.0.0.1",
      isFromEnvironment: true,
    },
    credentials: { get: credential, refresh: credential },
    plansDir: options.plansDir ?? temporaryPlansDir(),
    userAgent: "orc-tui/test",
    paces: { ...HASTY, ...options.paces },
  });
  onTestFinished(() => tracker.close());
  return tracker;
}
