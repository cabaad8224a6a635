import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Workflow } from "../../source/workflow/state.ts";
import { type CommandLine, createCommandLine } from "../support/command-line.ts";
import { eventually } from "../support/eventually.ts";
import { createSandbox, type Sandbox } from "../support/git-sandbox.ts";

export const FEATURE = "Add OAuth2 login with Google";
export const BRANCH = "1-add-oauth2-login-with-google";

/** A repository with a bare remote, a `command` agent from its own settings, and the program. */
export interface Project extends Sandbox {
  readonly cli: CommandLine;
  readonly plans: string;
  /** The worktree of the first workflow. */
  readonly worktree: string;
  readonly agent: AgentDesk;
  /** Writes `.plans/config.json`: the agent "script" and what is given. */
  configure(settings?: Record<string, unknown>): void;
  /** What `.plans/config.json` says. */
  settingsText(): string;
  /** The stored snapshot of a workflow. */
  state(issue?: number): Workflow;
  /** Has the process read what there is, and does it see what changes from now on? The repository's log says so. */
  hasOpened(pid: number): boolean;
  /** Waits until a workflow, as it is stored, is as described. */
  until(what: string, holds: (workflow: Workflow) => boolean, issue?: number): Promise<Workflow>;
}

/** How a test talks with the agent: by files on a desk outside the repository. */
export interface AgentDesk {
  readonly path: string;
  /** From now on an agent stays at work until it is let go. */
  hold(): void;
  letGo(): void;
  /** From now on an agent ends with exit code 3. */
  fail(): void;
  succeed(): void;
  /** Shell lines that the agent runs in the middle of its work. */
  also(script: string): void;
  /** Waits until the agent of a run is at work and has noted what it found. */
  atWork(run: string): Promise<void>;
  /** What the agent found in a run: `prompt`, `environment`, `arguments`, `folder`, `pid`. */
  note(run: string, name: string): string;
}

const AGENT = `#!/bin/sh
desk=$1
notes="$desk/$ORC_ISSUE_NUMBER-$(basename "$ORC_RUN_DIR")"
mkdir -p "$notes"
cat > "$notes/prompt"
env > "$notes/environment"
pwd > "$notes/folder"
tr '\\0' '\\n' < /proc/$$/cmdline > "$notes/arguments"
echo $$ > "$notes/pid"
echo "agent at work"
while [ -e "$desk/hold" ]; do sleep 0.05; done
if [ -e "$desk/fail" ]; then echo "I cannot do this" >&2; exit 3; fi
if [ -e "$desk/also" ]; then . "$desk/also"; fi
mkdir -p "$ORC_PLANS_DIR/specs"
echo "# Requirements of run $(basename "$ORC_RUN_DIR")" > "$ORC_PLANS_DIR/specs/requirements.md"
echo "agent done"
`;

export interface ProjectOptions {
  readonly trusted?: boolean;
  readonly remote?: boolean;
  /** Settings beside the agent "script". */
  readonly settings?: Record<string, unknown>;
  readonly env?: Readonly<Record<string, string>>;
}

export async function createProject(options: ProjectOptions = {}): Promise<Project> {
  const sandbox = await createSandbox({ remote: options.remote ?? true });
  const { env = {} } = options;
  const cli = createCommandLine({ root: sandbox.root, cwd: sandbox.repo, env });
  const desk = join(sandbox.root, "desk");
  const program = join(sandbox.root, "spec-agent");
  const plans = join(sandbox.repo, ".plans");
  mkdirSync(desk);
  mkdirSync(plans);
  writeFileSync(program, AGENT);
  chmodSync(program, 0o755);

  const state = (issue = 1) =>
    JSON.parse(readFileSync(join(plans, String(issue), "state.json"), "utf8")) as Workflow;
  const project: Project = {
    ...sandbox,
    cli,
    plans,
    worktree: `${sandbox.repo}-${BRANCH}`,
    agent: openDesk(desk),
    configure(settings = {}) {
      const agents = { script: { role: "@duc", provider: "command", command: [program, desk] } };
      const content = { tracker: "local", defaultAgent: "script", agents, ...settings };
      writeFileSync(join(plans, "config.json"), JSON.stringify(content, null, 2));
    },
    settingsText: () => readFileSync(join(plans, "config.json"), "utf8"),
    state,
    hasOpened: (pid) => {
      const log = join(plans, "log/orc-tui.ndjson");
      const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : [];
      return lines
        .map((line) => JSON.parse(line))
        .some((entry) => entry.pid === pid && entry.event === "session opened");
    },
    until: (what, holds, issue = 1) =>
      eventually(what, () => {
        if (!existsSync(join(plans, String(issue), "state.json"))) return null;
        const workflow = state(issue);
        return holds(workflow) ? workflow : null;
      }),
    async cleanup() {
      rmSync(join(desk, "hold"), { force: true });
      await cli.close();
      await endAgents(cli, plans);
      await sandbox.cleanup();
    },
  };
  project.configure(options.settings);
  if (options.trusted ?? true) await cli.run(["trust"]);
  return project;
}

function openDesk(path: string): AgentDesk {
  const put = (name: string, text = "") => writeFileSync(join(path, name), text);
  const remove = (name: string) => rmSync(join(path, name), { force: true });
  return {
    path,
    hold: () => put("hold"),
    letGo: () => remove("hold"),
    fail: () => put("fail"),
    succeed: () => remove("fail"),
    also: (script) => put("also", script),
    async atWork(run) {
      const pid = join(path, run, "pid");
      await eventually(
        "the agent is at work",
        () => existsSync(pid) && readFileSync(pid, "utf8").endsWith("\n"),
      );
    },
    note: (run, name) => readFileSync(join(path, run, name), "utf8"),
  };
}

/** No agent outlives its test. */
async function endAgents(cli: CommandLine, plans: string): Promise<void> {
  if (!existsSync(join(plans, "1"))) return;
  const { stdout } = await cli.run(["list", "--json"]);
  if (stdout === "") return;
  const running = (JSON.parse(stdout) as Workflow[]).filter((each) => each.runs.at(-1)?.outcome === null);
  for (const { issueNumber } of running) await cli.run(["stop", String(issueNumber)]);
}
