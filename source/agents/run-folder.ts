import { join, resolve } from "node:path";

/**
 * The files of one agent run, `<plans>/<issue>/runs/<n>/` (spec section 3). The supervisor writes them,
 * everybody else only reads.
 */
export interface RunFolder {
  readonly path: string;
  /** What to run, written once before anything is started. */
  readonly spec: string;
  /** What the agent reads on its standard input. */
  readonly prompt: string;
  /** Who owns the run: there is at most one supervisor in the life of a run. */
  readonly claim: string;
  readonly status: string;
  /** The agent's standard output, byte for byte. */
  readonly output: string;
  readonly stderr: string;
  /** Where stderr belongs among the output, for reading both in the order in which they came. */
  readonly order: string;
  readonly supervisorLog: string;
  /** Stands in for the GitHub CLI's configuration, and is empty. */
  readonly emptyGhConfig: string;
}

export function runFolder(path: string): RunFolder {
  const root = resolve(path);
  return {
    path: root,
    spec: join(root, "spec.json"),
    prompt: join(root, "prompt.md"),
    claim: join(root, "claim.json"),
    status: join(root, "status.json"),
    output: join(root, "output.ndjson"),
    stderr: join(root, "stderr.log"),
    order: join(root, "order.log"),
    supervisorLog: join(root, "supervisor.log"),
    emptyGhConfig: join(root, "gh"),
  };
}
