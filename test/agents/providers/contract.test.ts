import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AGENT_OPTIONS, type AgentConfig, type AgentOption } from "../../../source/agents/config.ts";
import { checkConfig } from "../../../source/agents/config-check.ts";
import type { AgentEvent } from "../../../source/agents/events.ts";
import { openRunLog } from "../../../source/agents/log/run-log.ts";
import type { AgentCommand, CommandContext, Provider } from "../../../source/agents/providers/provider.ts";
import { providers } from "../../../source/agents/providers/registry.ts";
import { runFolder } from "../../../source/agents/run-folder.ts";
import { createAgentRunner } from "../../../source/agents/runner.ts";
import { watchRun } from "../../../source/agents/watch.ts";
import { sandboxForEachTest } from "../sandbox.ts";
import type { Expectations, Recording } from "./provider-contract.ts";
import { fixture, replayEntry, StandIn } from "./stand-in.ts";

const sandbox = sandboxForEachTest();
const PROMPT = "# Issue 7: a prompt that nobody else may see\n";
const RUN_ID = "5f0c9d3e-5b0e-4a39-9d43-0c9a3d7f1b22";
const SESSION = "0f2b7a51-8a8e-4f0c-a2b7-6d4c1e1b9d10";
const SECRETS = ["secret-of-a-server", "secret-of-the-agent"];

/** A value for every setting that only some providers honour. */
const SAMPLE = {
  model: "some-model",
  skills: ["review"],
  plugins: ["plugins/one"],
  mcpServers: { docs: { command: "docs-server", args: ["--stdio"], env: { TOKEN: SECRETS[0] } } },
  allowedTools: ["Read"],
  maxBudgetUsd: 5,
  maxTurns: 7,
  command: ["agent-of-mine"],
} satisfies Partial<AgentConfig>;

const DECIDING: readonly string[] = [
  "session",
  "usage",
  "cost",
  "denied",
  "waiting",
  "background",
  "error",
  "end",
] satisfies AgentEvent["type"][];

const folder = join(import.meta.dirname, "expectations");
const known = new Set(readdirSync(folder).map((file) => basename(file, ".ts")));

test("every provider has its expectations", () => {
  expect(providers.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});

const loaded = await Promise.all(
  providers
    .filter(({ name }) => known.has(name))
    .map(async (provider) => {
      const file: { expectations: Expectations } = await import(`./expectations/${provider.name}.ts`);
      return { name: provider.name, provider, expected: file.expectations };
    }),
);

describe.each(loaded)("$name", ({ provider, expected }) => {
  const recordings = Object.entries(expected.recordings).map(([name, recording]) => ({ name, recording }));
  const lines = recordings.flatMap(({ recording }) => linesOf(recording));

  describe("reading", () => {
    test.each(recordings)(
      "shows of $name what is expected, at every moment no text twice",
      ({ recording }) => {
        const folder = runFolder(join(sandbox.current.root, "log"));
        mkdirSync(folder.path);
        const log = openRunLog(folder.path, provider);
        const shown = () => {
          do log.refresh();
          while (!log.complete);
          return log.read(0, log.lineCount).flatMap(({ events }) => events);
        };
        const all = recording.log.join("\n");
        for (const line of linesOf(recording)) {
          appendFileSync(folder.output, `${line}\n`);
          const entries = shown();
          const now = said(entries);
          for (const { text } of entries) expect(countOf(text, now)).toBeLessThanOrEqual(countOf(text, all));
        }
        writeFileSync(folder.stderr, recording.stderr ?? "");
        expect(shown().map(({ kind, text }) => `${kind}: ${text}`)).toEqual(recording.log);
        log.close();
      },
    );

    test("every line that decides something holds a marker, whatever the order of its keys", () => {
      for (const line of lines) expectMarked(provider, line, provider.readLine(line));
      fc.assert(
        fc.property(fc.constantFrom(...lines), fc.infiniteStream(fc.nat()), (line, order) => {
          const shuffled = shuffleKeys(line, order);
          const events = provider.readLine(shuffled);
          expectMarked(provider, shuffled, events);
          expect(typesOf(events)).toEqual(typesOf(provider.readLine(line)));
        }),
        { numRuns: 300 },
      );
    });

    test("no line makes it throw, and what it reads is always an event", () => {
      const cut = fc
        .tuple(fc.constantFrom(...lines), fc.double({ min: 0, max: 1, noNaN: true }))
        .map(([line, part]) => line.slice(0, line.length * part));
      const damaged = fc
        .tuple(fc.constantFrom(...lines), fc.nat(), fc.jsonValue())
        .map(([line, at, value]) => replaceValue(line, at, value));
      const any = fc.oneof(fc.string({ unit: "binary" }), fc.json(), cut, { arbitrary: damaged, weight: 4 });
      fc.assert(
        fc.property(any, (line) => {
          const events = provider.readLine(line);
          for (const event of events) expectWellFormed(event);
          expectMarked(provider, line, events);
        }),
        { numRuns: 1_000 },
      );
    });

    test.runIf(provider.requiresEndEvent)("a blank line says nothing", () => {
      expect(provider.readLine("")).toEqual([]);
      expect(provider.readLine("  ")).toEqual([]);
    });

    test("tells of tools, tokens and cost where it says that it does, and only there", () => {
      const { tools, usage, cost } = provider.capabilities;
      const types = new Set(lines.flatMap((line) => provider.readLine(line)).map((event) => event.type));
      expect({ tools: types.has("tool_call"), usage: types.has("usage"), cost: types.has("cost") }).toEqual({
        tools,
        usage,
        cost,
      });
      expect(types.has("tool_result")).toBe(tools);
      expect(types.has("end")).toBe(provider.requiresEndEvent);
    });
  });

  describe("starting", () => {
    const full = () => ({ ...sampleFor(provider, expected), ...permission(provider) });

    test.each([null, SESSION])("the prompt and the secrets are in no argument (session %s)", (sessionId) => {
      const { command } = prepared(full());
      const { args, stdin, files = {} } = command({}, { sessionId });
      const words = args.join("\n");
      expect(stdin).toContain(PROMPT);
      for (const hidden of [PROMPT.trim(), ...SECRETS]) expect(words).not.toContain(hidden);
      for (const name of Object.keys(files)) expect(name).toMatch(/^[\w-][\w.-]*$/);
    });

    test("its settings are those that the check lets through", () => {
      const { config } = prepared({});
      for (const option of AGENT_OPTIONS) {
        const value = sampleOf(provider, expected, option);
        const problem = checkConfig({ ...config, command: undefined, [option]: value }, provider, providers);
        expect([option, problem === null]).toEqual([option, provider.options.includes(option)]);
      }
    });

    test("every setting that it honours changes what is started", () => {
      const { command } = prepared(expected.config ?? {});
      const plain = JSON.stringify(command({}));
      for (const option of provider.options) {
        const value = sampleOf(provider, expected, option);
        expect([option, JSON.stringify(command({ [option]: value })) !== plain]).toEqual([option, true]);
      }
      const modes = provider.permissionModes.map((permissionMode) =>
        JSON.stringify(command({ permissionMode })),
      );
      expect(new Set(modes).size).toBe(modes.length);
      expect(provider.options.includes("permissionMode")).toBe(modes.length > 0);
      if (modes.length > 0) expect(modes[0]).toBe(plain);
    });

    test.runIf(provider.options.includes("model"))("a value is never taken for an option", () => {
      const { command } = prepared(expected.config ?? {});
      expect(command({ model: "--dangerous" }).args).not.toContain("--dangerous");
    });

    test("goes on with a session where it can, and only there", () => {
      const { command } = prepared(expected.config ?? {});
      const resumed = JSON.stringify(command({}, { sessionId: SESSION }));
      expect(resumed.includes(SESSION)).toBe(provider.capabilities.resume);
      if (!provider.capabilities.resume) expect(resumed).toBe(JSON.stringify(command({})));
    });

    test("hands a session over where it can, and only there", () => {
      const { config } = prepared(expected.config ?? {});
      const takeOver = () => provider.takeOver(config, { sessionId: SESSION, worktree: "/w" });
      if (provider.capabilities.takeOver) expect(JSON.stringify(takeOver())).toContain(SESSION);
      else expect(takeOver).toThrow();
    });

    test.runIf(expected.program !== undefined)(
      "is there when its program is, logged in or not known to be out",
      async () => {
        const standIn = new StandIn(sandbox.current);
        const config = standIn.config(provider.name, expected.config);
        const absent = provider.installed(config);
        expect(absent?.problem).toContain(expected.program);
        expect(absent?.remedy.length).toBeGreaterThan(20);
        expect(() => provider.command(config, context())).toThrow(absent?.problem);
        standIn.replay(expected.program ?? "");
        expect(provider.installed(config)).toBeNull();
        expect(await provider.loggedIn(config)).toBeNull();
      },
    );
  });

  describe("running", () => {
    test.each(recordings)("judges $name", async ({ recording }) => {
      const standIn = new StandIn(sandbox.current);
      if (expected.program !== undefined) standIn.replay(expected.program);
      const config = standIn.replaying(provider.name, recording, expected.config);
      const { executor } = sandbox.current;
      const runner = createAgentRunner({ executor, demoEntry: replayEntry });
      const run = sandbox.current.context({ prompt: PROMPT });
      await runner.dispatch(config, run);
      const end = await watchRun(run.runFolder, provider, { signal: AbortSignal.timeout(20_000) });
      const { outcome, reason, exitCode, sessionId, usage } = end.result;
      expect({ outcome, reason, exitCode, sessionId, usage }).toEqual({
        outcome: recording.outcome,
        reason: recording.reason,
        exitCode: recording.exitCode,
        sessionId: recording.sessionId,
        usage: recording.usage,
      });
      if (recording.remedy === null) expect(end.remedy).toBeNull();
      else expect(end.remedy).toContain(recording.remedy);
      const given = standIn.given();
      expect(given.stdin).toContain(PROMPT);
      expect(given.args.join("\n")).not.toContain(PROMPT.trim());
      expect(sandbox.current.carriers(runFolder(run.runFolder))).toEqual([]);
    });
  });

  /** A program on a private PATH, and the commands that are built for it. */
  function prepared(settings: Partial<AgentConfig>) {
    const standIn = new StandIn(sandbox.current);
    for (const program of [expected.program, ...(settings.command ?? []), SAMPLE.command[0]])
      if (program !== undefined) standIn.replay(program);
    mkdirSync(join(sandbox.current.worktree, "plugins/one"), { recursive: true });
    const config = standIn.config(provider.name, { ...settings, env: { OF_THE_AGENT: SECRETS[1] ?? "" } });
    const command = (more: Partial<AgentConfig>, run: Partial<CommandContext> = {}): AgentCommand =>
      provider.command({ ...config, ...more }, { ...context(), ...run });
    return { config, command };
  }
});

function context(): CommandContext {
  return {
    worktree: sandbox.current.worktree,
    runFolder: join(sandbox.current.root, "run"),
    runId: RUN_ID,
    prompt: PROMPT,
    sessionId: null,
    demoEntry: replayEntry,
  };
}

function linesOf({ file }: Recording): string[] {
  return readFileSync(fixture(file), "utf8").trimEnd().split("\n");
}

function sampleOf(provider: Provider, expected: Expectations, option: AgentOption): unknown {
  if (option === "permissionMode") return provider.permissionModes.at(-1) ?? "any";
  return expected.sample?.[option] ?? SAMPLE[option];
}

/** Every setting that the provider honours, at once. */
function sampleFor(provider: Provider, expected: Expectations): Partial<AgentConfig> {
  return Object.fromEntries(provider.options.map((option) => [option, sampleOf(provider, expected, option)]));
}

function permission(provider: Provider): Partial<AgentConfig> {
  const [permissionMode] = provider.permissionModes;
  return permissionMode === undefined ? {} : { permissionMode };
}

function expectMarked(provider: Provider, line: string, events: readonly AgentEvent[]): void {
  const decides = events.some((event) => DECIDING.includes(event.type));
  if (decides && !provider.markers.some((marker) => line.includes(marker)))
    expect.fail(`no marker in a line that decides something: ${line.slice(0, 200)}`);
}

function expectWellFormed(event: AgentEvent): void {
  const numbers = ["inputTokens", "outputTokens", "costUsd", "running", "denials"];
  const texts = ["text", "callId", "tool", "input", "output", "message", "sessionId", "about", "parent"];
  for (const [name, value] of Object.entries(event)) {
    if (numbers.includes(name)) expect([name, Number.isFinite(value)]).toEqual([name, true]);
    if (texts.includes(name)) expect([name, typeof value]).toEqual([name, "string"]);
  }
  if (event.type === "waiting") expect(event.seconds === null || Number.isFinite(event.seconds)).toBe(true);
  if (event.type === "end") expect(event.reason === null || typeof event.reason === "string").toBe(true);
}

function typesOf(events: readonly AgentEvent[]): string[] {
  return events.map(({ type }) => type);
}

function said(entries: readonly { text: string }[]): string {
  return entries.map(({ text }) => text).join("\n");
}

function countOf(part: string, whole: string): number {
  return part === "" ? 0 : whole.split(part).length - 1;
}

/** The same line with the keys of its objects in another order; a line that is no JSON stays as it is. */
function shuffleKeys(line: string, order: Iterator<number>): string {
  const value = parsed(line);
  return value === undefined ? line : JSON.stringify(shuffled(value));

  function shuffled(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(shuffled);
    if (typeof node !== "object" || node === null) return node;
    const entries = Object.entries(node).map(([key, child]) => ({
      key,
      child,
      rank: order.next().value ?? 0,
    }));
    entries.sort((a, b) => a.rank - b.rank);
    return Object.fromEntries(entries.map(({ key, child }) => [key, shuffled(child)]));
  }
}

/** The same line with one of its values, counted from its beginning, replaced by another. */
function replaceValue(line: string, at: number, value: unknown): string {
  const root = parsed(line);
  if (root === undefined) return line;
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  collect(root);
  const place = places[at % Math.max(1, places.length)];
  if (place !== undefined) place.holder[place.key] = value;
  return JSON.stringify(root);

  function collect(node: unknown): void {
    if (typeof node !== "object" || node === null) return;
    const holder = node as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      collect(holder[key]);
    }
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
