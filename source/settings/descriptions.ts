import type { SettingName } from "./schema.ts";

/** What each setting is for, in a phrase: editors show it beside the key. */
export const SETTING_DESCRIPTIONS: Readonly<Record<SettingName, string>> = {
  tracker:
    "Where issues, comments and labels live; left out, GitHub where the repository has a GitHub remote",
  repo: "The repository on the tracker; left out, the one of the git remote",
  remote: "The git remote in use; left out, origin or the only one",
  githubAppId: "The GitHub App to act as, instead of a person's token",
  githubAppInstallationId: "The App's installation in the repository",
  githubAppKeyFile: "The file with the App's private key",
  pollSeconds: "How often the tracker is asked",
  pollTimeoutSeconds: "How long a word on the issue is waited for before that is reported",
  approvers: "Whose approval counts, beside everybody's with write access",
  maxRevisions: "How often changes can be asked for before a person has to look",
  maxAgents: "How many agents may be at work at the same time",
  worktreeRoot: "The folder for the worktrees, relative to the main checkout",
  setup: "What makes a fresh worktree runnable, one command line after the other; runs once it is trusted",
  defaultAgent: "The agent of a workflow that names none",
  theme: "The colours of the dashboard",
  notify: "A bell or a desktop notification when a workflow needs a person",
  keys: "Keys of the dashboard, by command; counts in the user's own settings only",
  agents: "The agents that can be chosen, by name",
};
