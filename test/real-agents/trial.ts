import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { entriesOfEvents, outputEvents } from "../../source/agents/log/entries.ts";
import { providerNamed } from "../../source/agents/providers/registry.ts";
import { carriersOf, signalProcess } from "../../source/processes/tree.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { type CommandLine, createCommandLine } from "../support/command-line.ts";
import { eventually } from "../support/eventually.ts";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";
import type { ModelService, Step } from "../support/model-services/plan.ts";
import type { RealAgent } from "./real-agent.ts";

/** Every process of a trial carries this, so that none is left behind unseen. */
const MARK = "TRIAL_OF_AGENTS";

/** A repository with a bare remote, and the built program with one real agent in its settings. */
export class Trial {
  readonly #sandbox: Sandbox;
  readonly #service: ModelService;
  readonly #mark: string;
  readonly cli: CommandLine;

  private constructor(agent: RealAgent, sandbox: Sandbox, service: ModelService) {
    this.#sandbox = sandbox;
    this.#service = service;
    this.#mark = sandbox.root;
    const home = join(sandbox.root, "agent-home");
    mkdirSync(home);
    this.cli = createCommandLine({ root: sandbox.root, cwd: sandbox.repo, env: { [MARK]: this.#mark } });
    const settings = agent.settings(service.url, home);
    const agents = { real: { role: "@duc", provider: agent.provider, timeoutSeconds: 120, ...settings } };
    const config = { tracker: "local", defaultAgent: "real", agents };
    writeFileSync(join(this.cli.configDir, "config.json"), JSON.stringify(config));
  }

  /** @param plan what the model does, in the worktree that it is told */
  static async begin(agent: RealAgent, plan: (worktree: string) => readonly Step[]): Promise<Trial> {
    const sandbox = await createSandbox({ remote: true });
    const service = await agent.serve(plan(worktreeIn(sandbox)));
    return new Trial(agent, sandbox, service);
  }

  get worktree(): string {
    return worktreeIn(this.#sandbox);
  }

  state(): Workflow {
    return JSON.parse(readFileSync(join(this.#sandbox.repo, ".plans/1/state.json"), "utf8"));
  }

  /** Takes a feature as far as the gate. */
  start() {
    return this.cli.start(["new", "Add a dark mode", "--slug", "dark-mode", "--wait", "gate"]);
  }

  /** Everything that the log of a run shows, as "kind: text". */
  log(run: number, agent: RealAgent): string[] {
    const file = join(this.#sandbox.repo, `.plans/1/runs/${run}/output.ndjson`);
    const bytes = readFileSync(file);
    const events = outputEvents(
      { bytes, length: bytes.length, isFragments: true },
      providerNamed(agent.provider),
    );
    return entriesOfEvents(events).map(({ kind, text }) => `${kind}: ${text}`);
  }

  /** Adds files to the repository, as everybody who works on it has them. */
  async commit(files: Readonly<Record<string, string>>): Promise<void> {
    const { git, repo } = this.#sandbox;
    for (const [path, content] of Object.entries(files)) {
      const file = join(repo, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    await git("add", "--force", ...Object.keys(files));
    await git("commit", "--quiet", "-m", "add files");
    await git("push", "--quiet");
  }

  /** A place outside the repository. */
  outside(name: string): string {
    return join(this.#sandbox.root, name);
  }

  fileInWorktree(path: string): string | null {
    const file = join(this.worktree, path);
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  }

  async onRemote(path: string): Promise<string> {
    return await this.#sandbox.git("--git-dir", this.#sandbox.remote ?? "", "show", `1-dark-mode:${path}`);
  }

  /** The processes of this trial that live, those of the calls that wait apart. */
  processes(): number[] {
    return carriersOf({ [MARK]: this.#mark }).map(({ pid }) => pid);
  }

  async end(): Promise<void> {
    await this.cli.close();
    await this.cli.run(["stop", "1"]);
    for (const pid of this.processes()) signalProcess(pid, "SIGKILL");
    await eventually("the end of its processes", () => this.processes().length === 0 || null);
    await this.#service.close();
    await this.#sandbox.cleanup();
  }
}

function worktreeIn({ repo }: Sandbox): string {
  return `${repo}-1-dark-mode`;
}
