import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runFolder } from "../../source/agents/run-folder.ts";
import { readStatus } from "../../source/agents/run-status.ts";
import { isAlive } from "../../source/processes/identity.ts";
import type { Workflow } from "../../source/workflow/state.ts";
import { eventually } from "../../test/support/eventually.ts";
import type { PseudoTerminal } from "../../test/support/pty.ts";
import type { Stage } from "../stage.ts";
import { type Losses, lossesIn } from "./losses.ts";
import { meetingIn, type Note } from "./meeting.ts";

const AGENT = new URL("./agent.ts", import.meta.url).pathname;
const ALL_AT_WORK_MS = 60_000;
const ALL_ENDED_MS = 120_000;

/** Workflows in one repository whose agents write all at once, and the dashboard in front of them. */
export interface Crowd {
  readonly terminal: PseudoTerminal;
  readonly supervisors: readonly number[];
  /** The file with what the first agent says. */
  readonly output: string;
  /** Lets all agents end, and the workflows go on to the gate. */
  end(): Promise<End>;
}

export interface End extends Losses {
  /** From the word to stop until the last workflow was at the gate. */
  readonly milliseconds: number;
  /** What all agents wrote in a second, as they say. */
  readonly linesPerSecond: number;
  readonly notAtGate: number;
  /** Processes of the dashboard that are left beside it. */
  readonly processesLeft: number;
}

export interface CrowdOptions {
  readonly agents: number;
  /** What each of them writes. */
  readonly linesPerSecond: number;
  /** Puts other workflows into the `.plans` folder before anything is started; how many. */
  readonly settle?: (plans: string) => Promise<number>;
  /** Is told of the dashboard before it has written anything. */
  readonly attend?: (terminal: PseudoTerminal) => void;
}

/** Gathers so many agents, then lets them all begin at once. */
export async function openCrowd(
  stage: Stage,
  { agents, linesPerSecond, settle = async () => 0, attend = () => {} }: CrowdOptions,
): Promise<Crowd> {
  const name = `crowd-of-${agents}`;
  const folder = join(stage.folder, `${name}-meeting`);
  mkdirSync(folder);
  const meeting = meetingIn(folder);
  const command = [process.execPath, AGENT, folder, String(linesPerSecond)];
  const repository = stage.createRepository(name, "write", {
    maxAgents: agents,
    agents: { writer: { role: "@duc", provider: "command", command } },
  });
  await stage.orcTui(repository, "trust");
  const others = await settle(join(repository, ".plans"));
  const issues = Array.from({ length: agents }, (_, index) => others + index + 1);
  const folderOf = (issue: number) => join(repository, ".plans", String(issue));
  const runOf = (issue: number) => runFolder(join(folderOf(issue), "runs/1"));
  const terminal = stage.dashboard(repository);
  attend(terminal);
  try {
    await terminal.waitFor(others === 0 ? "No workflows here yet" : "WORKFLOWS");
    for (const issue of issues) await stage.orcTui(repository, "new", `Feature ${issue} of many`);
    const supervisors = await eventually(
      "all agents are at work",
      () => allOf(issues.map((issue) => supervisorAtWork(runOf(issue)))),
      ALL_AT_WORK_MS,
    );
    writeFileSync(meeting.begin, "");
    return {
      terminal,
      supervisors,
      output: runOf(others + 1).output,
      async end() {
        const start = performance.now();
        writeFileSync(meeting.stop, "");
        const rest = () => issues.filter((issue) => stateOf(folderOf(issue)) !== "GATE_1");
        await eventually("all workflows are at the gate", () => rest().length === 0, ALL_ENDED_MS);
        const milliseconds = performance.now() - start;
        const left = () => terminal.processes().filter((pid) => pid !== terminal.pid);
        await eventually("no process is left", () => left().length === 0).catch(() => undefined);
        const notes = issues.map((issue): Note => JSON.parse(readFileSync(meeting.noteOf(issue), "utf8")));
        return {
          milliseconds,
          linesPerSecond: notes.reduce((sum, note) => sum + note.linesPerSecond, 0),
          notAtGate: rest().length,
          processesLeft: left().length,
          ...lossesIn(notes.map((note, index) => ({ note, output: runOf(others + index + 1).output }))),
        };
      },
    };
  } catch (error) {
    await terminal.close();
    throw error;
  }
}

function supervisorAtWork(folder: ReturnType<typeof runFolder>): number | null {
  const status = readStatus(folder);
  const { phase, supervisor } = status ?? { phase: null, supervisor: null };
  return phase === "running" && supervisor !== null && isAlive(supervisor) ? supervisor.pid : null;
}

/** `null` as long as one is missing. */
function allOf<T>(items: readonly (T | null)[]): T[] | null {
  const there = items.filter((item) => item !== null);
  return there.length === items.length ? there : null;
}

function stateOf(folder: string): Workflow["state"] {
  const workflow: Workflow = JSON.parse(readFileSync(join(folder, "state.json"), "utf8"));
  return workflow.state;
}
