import { setTimeout as delay } from "node:timers/promises";
import { currentIdentity, identify, isAlive, type ProcessIdentity } from "../../processes/identity.ts";
import { LoadMeter } from "../../processes/load.ts";
import { EventScanner } from "../event-scanner.ts";
import { type AgentEvent, laterEnd, type WaitingEvent } from "../events.ts";
import type { Provider } from "../providers/provider.ts";
import { providerNamed } from "../providers/registry.ts";
import type { RunFolder } from "../run-folder.ts";
import type { RunSpec } from "../run-spec.ts";
import { type EndCause, HEARTBEAT_MS, initialStatus, STOPPED_EARLY, type Waiting } from "../run-status.ts";
import { snapshotOf, sweep } from "../sweep.ts";
import { type AgentProcess, launch } from "./launch.ts";
import { RunOutput } from "./run-output.ts";
import { StatusRecord } from "./status-record.ts";
import { terminate } from "./terminate.ts";
import { Watchdog } from "./watchdog.ts";

/** An agent that could not be ended has no exit to wait for. */
const EXIT_MS = 500;

/**
 * Carries one claimed run from its start to the end of its last process, and keeps its files. Nothing
 * of the run is left when this returns.
 * @param stop aborted when somebody asks for the end of the run
 */
export async function supervise(folder: RunFolder, spec: RunSpec, stop: AbortSignal): Promise<void> {
  const provider = providerNamed(spec.provider);
  const record = new StatusRecord(folder, initialStatus(spec.runId, currentIdentity()));
  if (stop.aborted) return await record.finish(ended({ ...STOPPED, message: STOPPED_EARLY }));
  let agent: AgentProcess;
  try {
    agent = await launch(folder, spec);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return await record.finish(ended({ cause: "spawn_failed", message }));
  }
  await new Supervision({ folder, spec, provider, agent, record }).run(stop);
}

interface End {
  readonly cause: EndCause;
  readonly message: string | null;
}

const EXITED: End = { cause: "exit", message: null };
const STOPPED: End = { cause: "stopped", message: "It was stopped." };

function ended(end: End) {
  return { ...end, phase: "ended", endedAt: new Date().toISOString() } as const;
}

interface Parts {
  readonly folder: RunFolder;
  readonly spec: RunSpec;
  readonly agent: AgentProcess;
  readonly provider: Provider;
  readonly record: StatusRecord;
}

function waitingOf({ reason, seconds }: WaitingEvent): Waiting {
  return { reason, until: seconds === null ? null : new Date(Date.now() + seconds * 1000).toISOString() };
}

class Supervision {
  readonly #folder: RunFolder;
  readonly #spec: RunSpec;
  readonly #agent: AgentProcess;
  readonly #leader: ProcessIdentity | null;
  readonly #record: StatusRecord;
  readonly #output: RunOutput;
  readonly #scanner: EventScanner;
  readonly #speaksInEvents: boolean;
  readonly #meter = new LoadMeter();
  readonly #end = Promise.withResolvers<End>();
  readonly #exited = Promise.withResolvers<void>();
  readonly #watchdogs: Watchdog[] = [];
  #stall: Watchdog | undefined;
  #linger: Watchdog | undefined;
  /** Tasks that the agent has going beside its turn. */
  #background = 0;
  #seen: ProcessIdentity[] = [];

  constructor(parts: Parts) {
    this.#folder = parts.folder;
    this.#spec = parts.spec;
    this.#agent = parts.agent;
    this.#scanner = new EventScanner(parts.provider);
    this.#speaksInEvents = parts.provider.requiresEndEvent;
    this.#record = parts.record;
    this.#leader = identify(parts.agent.pid);
    this.#output = new RunOutput(parts.folder, parts.spec.maxOutputBytes, {
      stdout: (block) => this.#noteSaid(block),
      stderr: () => this.#noteComplaint(),
    });
  }

  async run(stop: AbortSignal): Promise<void> {
    this.#record.set({ phase: "running", agent: this.#leader, pgid: this.#agent.pid });
    stop.addEventListener("abort", () => this.#end.resolve(STOPPED));
    if (stop.aborted) this.#end.resolve(STOPPED);
    this.#watchAgent();
    const heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    const end = await this.#end.promise;
    this.#stopWatchdogs();
    this.#record.set({ phase: "ending", ...end });
    if (end.cause !== "exit") {
      this.#look();
      await terminate(this.#agent);
    }
    const { runId } = this.#spec;
    const left = await sweep({ runId, folder: this.#folder, leader: this.#leader, seen: this.#seen });
    // How it ended is told a moment after it has.
    await Promise.race([this.#exited.promise, delay(EXIT_MS)]);
    clearInterval(heartbeat);
    this.#output.drain();
    for (const event of this.#scanner.finish()) this.#noteEvent(event);
    this.#output.close();
    await this.#record.finish({ ...ended({ ...end, message: this.#message(end, left) }), ...this.#bytes() });
  }

  #watchAgent(): void {
    const { timeoutSeconds, stallSeconds } = this.#spec;
    this.#after(timeoutSeconds, {
      cause: "timeout",
      message: `It took longer than ${timeoutSeconds} seconds and was ended.`,
    });
    this.#stall = this.#after(stallSeconds, {
      cause: "stall",
      message: `It said nothing for ${stallSeconds} seconds and was ended.`,
    });
    this.#output.watch();
    this.#agent.once("exit", (exitCode, signal) => {
      this.#look();
      this.#record.set({ exitCode, signal });
      this.#exited.resolve();
      this.#end.resolve(EXITED);
    });
  }

  #noteSaid(block: Buffer): void {
    const events = this.#scanner.push(block);
    // Where there are events, noise between them is no sign of work.
    if (this.#scanner.sawEvent || !this.#speaksInEvents) this.#noteLife();
    for (const event of events) this.#noteEvent(event);
    this.#noteOutput();
  }

  #noteComplaint(): void {
    if (!this.#speaksInEvents) this.#stall?.touch();
    this.#noteOutput();
  }

  #noteOutput(): void {
    this.#record.progress({ lastOutputAt: new Date().toISOString(), ...this.#bytes() });
  }

  /** The agent is at work: it is neither stalled, nor waiting, nor lingering. */
  #noteLife(): void {
    this.#stall?.touch();
    this.#linger?.touch();
    if (this.#record.current.waiting !== null) this.#record.progress({ waiting: null });
  }

  #noteEvent(event: AgentEvent): void {
    switch (event.type) {
      case "session":
        // Another turn begins: the model may take its time, and is at work.
        this.#endLinger();
        break;
      case "background":
        this.#background = event.running;
        if (this.#background > 0) this.#endLinger();
        else if (this.#record.current.end !== null) this.#beginLinger();
        break;
      case "waiting":
        this.#record.progress({ waiting: waitingOf(event) });
        break;
      case "end":
        this.#record.progress({ end: laterEnd(this.#record.current.end, event) });
        if (this.#background === 0) this.#beginLinger();
        break;
    }
  }

  /** From its final event on, an agent has a moment to leave. */
  #beginLinger(): void {
    if (this.#agent.exitCode !== null || this.#agent.signalCode !== null) return;
    this.#endLinger();
    const seconds = this.#spec.lingerSeconds;
    const message = `It stayed for ${seconds} seconds after its final event and was ended.`;
    this.#linger = this.#after(seconds, { cause: "linger", message });
  }

  #endLinger(): void {
    this.#linger?.stop();
    this.#linger = undefined;
  }

  #after(seconds: number, end: End): Watchdog {
    const watchdog = new Watchdog(seconds, () => this.#end.resolve(end));
    this.#watchdogs.push(watchdog);
    return watchdog;
  }

  #stopWatchdogs(): void {
    for (const watchdog of this.#watchdogs) watchdog.stop();
  }

  #beat(): void {
    this.#look();
    this.#record.set({ load: this.#meter.measure(this.#seen.map(({ pid }) => pid)) });
  }

  /** Remembers what belongs to the run, while its parentage still shows it. */
  #look(): void {
    const known = [...this.#seen.filter(isAlive), ...snapshotOf(this.#agent.pid)];
    this.#seen = [...new Map(known.map((identity) => [identity.pid, identity])).values()];
  }

  #bytes() {
    return { bytes: this.#output.bytes, droppedBytes: this.#output.droppedBytes };
  }

  #message({ message }: End, left: readonly number[]): string | null {
    const remarks = [message];
    if (left.length > 0) remarks.push(`These processes could not be ended: ${left.join(", ")}.`);
    return remarks.filter((remark) => remark !== null).join(" ") || null;
  }
}
