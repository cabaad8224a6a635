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
import { pump } from "./pump.ts";
import { RunOutput } from "./run-output.ts";
import { StatusRecord } from "./status-record.ts";
import { terminate } from "./terminate.ts";
import { Watchdog } from "./watchdog.ts";

/** How long the last output of swept processes may take to arrive. */
const DRAIN_MS = 500;

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
  let output: RunOutput;
  try {
    output = new RunOutput(folder, spec.maxOutputBytes);
    agent = await launch(folder, spec);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return await record.finish(ended({ cause: "spawn_failed", message }));
  }
  await new Supervision({ folder, spec, provider, agent, output, record }).run(stop);
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
  readonly output: RunOutput;
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
  readonly #closed = Promise.withResolvers<void>();
  readonly #watchdogs: Watchdog[] = [];
  #linger: Watchdog | undefined;
  /** Tasks that the agent has going beside its turn. */
  #background = 0;
  #seen: ProcessIdentity[] = [];

  constructor(parts: Parts) {
    this.#folder = parts.folder;
    this.#spec = parts.spec;
    this.#agent = parts.agent;
    this.#output = parts.output;
    this.#scanner = new EventScanner(parts.provider);
    this.#speaksInEvents = parts.provider.requiresEndEvent;
    this.#record = parts.record;
    this.#leader = identify(parts.agent.pid);
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
    await Promise.race([this.#closed.promise, delay(DRAIN_MS)]);
    clearInterval(heartbeat);
    for (const event of this.#scanner.finish()) this.#noteEvent(event);
    // A process that could not be ended may still hold the other side.
    this.#agent.stdout.destroy();
    this.#agent.stderr.destroy();
    this.#output.close();
    await this.#record.finish({ ...ended({ ...end, message: this.#message(end, left) }), ...this.#bytes() });
  }

  #watchAgent(): void {
    const { timeoutSeconds, stallSeconds, lingerSeconds } = this.#spec;
    this.#after(timeoutSeconds, {
      cause: "timeout",
      message: `It took longer than ${timeoutSeconds} seconds and was ended.`,
    });
    const stall = this.#after(stallSeconds, {
      cause: "stall",
      message: `It said nothing for ${stallSeconds} seconds and was ended.`,
    });
    pump(this.#agent.stdout, (block) => {
      this.#output.stdout(block);
      const events = this.#scanner.push(block);
      // Where there are events, noise between them is no sign of work.
      if (this.#scanner.sawEvent || !this.#speaksInEvents) this.#noteLife(stall);
      for (const event of events) this.#noteEvent(event);
      this.#noteOutput();
    });
    pump(this.#agent.stderr, (block) => {
      this.#output.stderr(block);
      if (!this.#speaksInEvents) stall.touch();
      this.#noteOutput();
    });
    this.#agent.once("exit", (exitCode, signal) => {
      this.#look();
      this.#stopWatchdogs();
      this.#record.set({ exitCode, signal });
      // A grandchild may hold the pipes for ever.
      this.#after(lingerSeconds, EXITED);
    });
    this.#agent.once("close", () => {
      this.#closed.resolve();
      this.#end.resolve(EXITED);
    });
  }

  #noteOutput(): void {
    this.#record.progress({ lastOutputAt: new Date().toISOString(), ...this.#bytes() });
  }

  /** The agent is at work: it is neither stalled, nor waiting, nor lingering. */
  #noteLife(stall: Watchdog): void {
    stall.touch();
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
    if (this.#output.problem !== null) remarks.push(`Output was lost: ${this.#output.problem}.`);
    if (left.length > 0) remarks.push(`These processes could not be ended: ${left.join(", ")}.`);
    return remarks.filter((remark) => remark !== null).join(" ") || null;
  }
}
