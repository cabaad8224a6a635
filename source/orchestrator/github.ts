import packageFile from "../../package.json" with { type: "json" };
import type { Settings } from "../settings/settings.ts";
import { type AppIdentity, createCredentials } from "../tracker/github/credentials.ts";
import { endpointOf } from "../tracker/github/endpoint.ts";
import { createGitHubTracker } from "../tracker/github/github-tracker.ts";
import { isGitHubHost, locateRepository } from "../tracker/github/locate-repository.ts";
import type { Tracker } from "../tracker/tracker.ts";
import { OrcError } from "../workflow/errors.ts";
import type { TrackerRequest } from "./tracker-request.ts";

/** The settings want GitHub, and nothing says which repository there. */
class RepositoryUnknownError extends OrcError {
  constructor() {
    super(
      "GITHUB_REPOSITORY_UNKNOWN",
      "the tracker is github, but neither the git remote nor the settings say which repository",
      'Name it: --repo owner/name, or "repo": "owner/name" in .plans/config.json (host/owner/name for GitHub Enterprise).',
    );
  }
}

/** A GitHub App is named by halves. */
class AppIncompleteError extends OrcError {
  constructor(missing: readonly string[]) {
    super(
      "GITHUB_APP_INCOMPLETE",
      `the GitHub App's settings lack ${missing.join(" and ")}`,
      "Give githubAppId, githubAppInstallationId and githubAppKeyFile, by the user's settings or ORC_TUI_GITHUB_APP_…; or none of them.",
    );
  }
}

/** The tracker of a repository on GitHub; `null` where it is not there and nobody says that it should be. */
export async function openGitHub(
  { settings, plans, env }: TrackerRequest,
  remoteUrls: readonly string[],
): Promise<Tracker | null> {
  const { tracker, repo } = settings.values;
  const found = await locateRepository({ repo, remoteUrls, env, isWanted: tracker === "github" });
  if (found === null) {
    if (tracker === "github") throw new RepositoryUnknownError();
    return null;
  }
  const { address, from } = found;
  if (tracker === null && from === "remote" && !isGitHubHost(address.host, env)) return null;
  const endpoint = endpointOf(address, env);
  // Neither a project's file nor a remote may choose to whom the user's tokens go.
  const hostIsTrusted = from === "environment" || (from === "setting" && settings.origins.repo !== "project");
  const credentials = createCredentials({ address, endpoint, env, hostIsTrusted, app: appOf(settings) });
  const userAgent = `orc-tui/${packageFile.version}`;
  return createGitHubTracker({ address, endpoint, credentials, plansDir: plans.root, userAgent });
}

/** A key file that the project's own settings name is not read: it could be any file of the user's. */
function appOf({ values, origins }: Settings): AppIdentity | null {
  const names = ["githubAppId", "githubAppInstallationId", "githubAppKeyFile"] as const;
  const given = names.filter((name) => values[name] !== null && origins[name] !== "project");
  if (given.length === 0) return null;
  const { githubAppId: appId, githubAppInstallationId: installationId, githubAppKeyFile: keyFile } = values;
  if (given.length < names.length || appId === null || installationId === null || keyFile === null)
    throw new AppIncompleteError(names.filter((name) => !given.includes(name)));
  return { appId, installationId, keyFile };
}
