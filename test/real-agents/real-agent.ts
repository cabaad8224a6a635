import type { AgentConfig } from "../../source/agents/config.ts";
import type { ProviderName } from "../../source/workflow/provider-names.ts";
import type { ModelService, Step } from "../support/model-services/plan.ts";

/** How the real program of one provider is led to a stand-in for its model's service. */
export interface RealAgent {
  readonly provider: ProviderName;
  /** What its program is called on the PATH. */
  readonly program: string;
  /** It says what a run cost. */
  readonly tellsCost: boolean;
  /** Starts its service, whose model does what is planned. */
  serve(plan: readonly Step[]): Promise<ModelService>;
  /** How its model uses its tool for writing a file, which is named by its absolute path. */
  write(file: string, content: string): Step;
  /** How its model runs a line of shell. */
  shell(line: string): Step;
  /**
   * Settings by which it finds the service at `url`, and everything else of its own below `home`, an empty folder: it
   * may put files there. The settings allow the shell.
   */
  settings(url: string, home: string): Partial<AgentConfig>;
  /**
   * Files of a repository, by their paths, by which it would have this program run `line` unasked: hooks, servers.
   * Left out where no such files are known.
   */
  traps?(line: string): Readonly<Record<string, string>>;
}
