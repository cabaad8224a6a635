import { OrcError } from "../workflow/errors.ts";

/** An agent cannot be started: its program is missing, not executable, or not logged in. Nothing was started. */
export class AgentUnavailableError extends OrcError {
  constructor(problem: string, remedy: string) {
    super("AGENT_UNAVAILABLE", problem, remedy);
  }
}

/** The settings name a provider that there is not. */
export class UnknownProviderError extends OrcError {
  readonly provider: string;
  /** The providers that work in this version. */
  readonly known: readonly string[];

  constructor(provider: string, known: readonly string[]) {
    super(
      "UNKNOWN_PROVIDER",
      `There is no provider "${provider}"`,
      `Set the agent's provider to one of: ${known.join(", ")}.`,
    );
    this.provider = provider;
    this.known = known;
  }
}

/** The supervisor of a run did not come up. */
export class AgentStartError extends OrcError {
  constructor(runFolder: string, detail: string, cause?: unknown) {
    super(
      "AGENT_NOT_STARTED",
      `The supervisor of the run in ${runFolder} did not start: ${detail}`,
      "Look at supervisor.log in that folder, then retry.",
      { cause },
    );
  }
}
