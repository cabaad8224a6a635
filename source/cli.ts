import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  type Command,
  type CommandCall,
  EXIT,
  type ExitCode,
  type Flags,
  hasScreen,
  type Printer,
  UsageError,
} from "./commands/command.ts";
import { GLOBAL_OPTIONS } from "./commands/global-options.ts";
import { interruptedBy, type Unheard } from "./commands/interruption.ts";
import { createLiveLine } from "./commands/live-line.ts";
import { COMMANDS } from "./commands/registry.ts";
import { Interrupted } from "./commands/waiting.ts";
import { comesFromCarrier } from "./processes/ancestors.ts";
import { writeCrashReport } from "./settings/crash-report.ts";
import { screenJson, screenText } from "./text/screen.ts";
import { describeError, InvalidStateTransition, OrcError } from "./workflow/errors.ts";

/** Runs the command line and ends the process with its exit code. The entry of the program. */
export async function main(argv: readonly string[]): Promise<void> {
  // What nobody catches ends the process as ever; only a report of it is left.
  process.on("uncaughtExceptionMonitor", (error) => {
    const report = writeCrashReport(error, argv, process.env);
    process.on("exit", () => {
      if (report !== null) process.stderr.write(`${screenText(reportLine(report))}\n`);
    });
  });
  const code = await runCommandLine(argv);
  // The dashboard has set it already where a signal ended it.
  process.exitCode ??= code;
}

async function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  const json = argv.includes("--json");
  const print = createPrinter();
  let unheard: Unheard = { mayEnd: false, goesOn() {} };
  const interruption = interruptedBy(process, () => unheard);
  const readers = watchReaders(interruption);
  try {
    const { name, args } = commandOf(argv);
    if (name === null) return await runWithoutCommand(args, print, interruption.signal);
    const { command } = await loadCommand(name);
    const { values, positionals } = parse(args, name, command);
    if (values.help === true) {
      const { commandHelp } = await import("./commands/help.ts");
      print.result(commandHelp(name, command));
      return EXIT.done;
    }
    if (values.json === true && command.output === undefined)
      throw new UsageError(`${name} prints nothing as JSON`, name);
    const words = positionals.slice(1);
    const changes = changesSomething(command, words, values);
    if (changes) refuseAgents(process.env);
    const goesOn = () => print.note("What has begun is brought to its end. Ctrl-C again ends at once.");
    const endsItself = command.endings?.includes("interrupted") === true;
    unheard = { mayEnd: !changes && !endsItself, goesOn };
    return await command.run(createCall(words, values, print, interruption.signal));
  } catch (error) {
    if (error instanceof Interrupted) return readers.haveGone ? EXIT.done : EXIT.interrupted;
    return report(error, json, argv);
  }
}

/**
 * The first word, and the words to read its flags from: `help new` is `new --help`. Flags that take a value and stand
 * before it are not mistaken for it.
 */
function commandOf(argv: readonly string[]): {
  readonly name: string | null;
  readonly args: readonly string[];
} {
  const { tokens } = parseArgs({
    args: [...argv],
    options: GLOBAL_OPTIONS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const first = tokens.find((token) => token.kind === "positional");
  if (first?.value === "help") return commandOf(["--help", ...argv.toSpliced(first.index, 1)]);
  return { name: first?.value ?? null, args: argv };
}

async function loadCommand(name: string): Promise<{ readonly command: Command }> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined)
    throw new UsageError(
      `there is no command ${JSON.stringify(name)}; there are: ${Object.keys(COMMANDS).join(", ")}`,
    );
  return load();
}

function parse(
  argv: readonly string[],
  name: string | undefined,
  command?: Command,
): { values: Flags; positionals: string[] } {
  let parsed: { values: Flags; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...argv],
      options: { ...GLOBAL_OPTIONS, ...command?.options },
      strict: true,
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), name);
  }
  // Left to itself it would mean the folder that the caller happens to be in.
  if (parsed.values.cwd === "") throw new UsageError("--cwd names no folder", name);
  const words = parsed.positionals.length - 1;
  if (command && words > command.maxWords)
    throw new UsageError(`too many words: ${parsed.positionals.slice(1 + command.maxWords).join(" ")}`, name);
  return parsed;
}

/** `orc-tui` alone: the dashboard, or where there is no terminal the list. */
async function runWithoutCommand(
  argv: readonly string[],
  print: Printer,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { values } = parse(argv, undefined);
  if (values.help === true || values.version === true) {
    const { generalHelp, versionLine } = await import("./commands/help.ts");
    print.result(values.version === true ? versionLine() : await generalHelp(COMMANDS));
    return EXIT.done;
  }
  const call = createCall([], values, print, signal);
  const name = hasScreen(call) && !call.json ? "dashboard" : "list";
  if (name === "list" && !call.json)
    print.note(
      "No terminal that can show the dashboard: this is the list. orc-tui --help shows the commands.",
    );
  const { command } =
    name === "dashboard" ? await import("./commands/dashboard.ts") : await loadCommand(name);
  if (changesSomething(command, [], values)) refuseAgents(process.env);
  return command.run(call);
}

function changesSomething({ changes }: Command, words: readonly string[], flags: Flags): boolean {
  return typeof changes === "function" ? changes(words, flags) : changes;
}

function createCall(
  words: readonly string[],
  flags: Flags,
  print: Printer,
  signal: AbortSignal,
): CommandCall {
  if (flags["no-color"] === true) {
    process.env.NO_COLOR = "1";
    // The screen's library reads the flag as well, and would take bold and inverse away with the colours.
    process.argv = process.argv.filter((word) => word !== "--no-color");
  }
  if (flags.debug === true) process.env.ORC_TUI_DEBUG = "1";
  const here = typeof flags.cwd === "string" ? flags.cwd : process.cwd();
  return {
    words,
    flags,
    json: flags.json === true,
    print,
    env: process.env,
    cwd: here,
    isTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
    signal,
    async openSession(engine, { cwd, surface = "cli" } = {}) {
      const { openSession } = await import("./orchestrator/open-session.ts");
      const { crashPoint } = await import("./crash-point.ts");
      return openSession({
        cwd: cwd ?? here,
        env: process.env,
        flags: { repo: flags.repo, remote: flags.remote },
        surface,
        engine,
        programs: { supervisor: programPath("supervisor"), demoAgent: programPath("demo-agent") },
        checkpoint: crashPoint(process.env),
      });
    },
  };
}

/** The built programs lie side by side. */
function programPath(name: string): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}

/** Whoever read our output has read enough (`| head`): that ends the call, and is no failure. */
function watchReaders(interruption: AbortController): { readonly haveGone: boolean } {
  const readers = { haveGone: false };
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // EIO: the terminal has been closed.
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
      readers.haveGone = true;
      interruption.abort();
    });
  }
  return readers;
}

function createPrinter(): Printer {
  const live = createLiveLine(process.stderr, process.env);
  return {
    result: (text) => live.above(() => void process.stdout.write(`${text}\n`)),
    json: (value) => live.above(() => void process.stdout.write(`${screenJson(value, 2)}\n`)),
    note: (text) => live.above(() => void process.stderr.write(`${screenText(text)}\n`)),
    live,
  };
}

/** An agent may not decide on its own work, nor start more of it (spec section 6). */
function refuseAgents(env: NodeJS.ProcessEnv): void {
  if (env.ORC_RUN_ID === undefined && !comesFromCarrier("ORC_RUN_ID")) return;
  throw new OrcError(
    "AGENT_REFUSED",
    "this was called from inside an agent's run, and only people change workflows",
    "Run it in a terminal of your own.",
  );
}

/** The words of the call name nothing, or too much. */
const WRONG_WORDS = ["AMBIGUOUS_WORKFLOW", "UNKNOWN_SETTING"];

/** A message may repeat what it was called with, and nobody wants to read 100 kB of that. */
const LONGEST_MESSAGE = 2_000;

function report(error: unknown, json: boolean, argv: readonly string[]): ExitCode {
  const { code, remedy, message: whole } = describeError(error);
  const message = whole.length > LONGEST_MESSAGE ? `${whole.slice(0, LONGEST_MESSAGE)}…` : whole;
  const crash = code === "UNEXPECTED" ? (writeCrashReport(error, argv, process.env) ?? undefined) : undefined;
  if (json) {
    const { state, allowed } =
      error instanceof InvalidStateTransition ? error : { state: undefined, allowed: undefined };
    process.stderr.write(`${screenJson({ code, message, remedy, state, allowed, report: crash })}\n`);
  } else {
    process.stderr.write(`${screenText(`orc-tui: ${message}\n${remedy}`)}\n`);
    if (crash !== undefined) process.stderr.write(`${screenText(reportLine(crash))}\n`);
    if (code === "UNEXPECTED" && error instanceof Error && process.env.ORC_TUI_DEBUG)
      process.stderr.write(`${error.stack}\n`);
  }
  if (error instanceof UsageError || WRONG_WORDS.includes(code)) return EXIT.usage;
  return error instanceof InvalidStateTransition || code === "PLAN_CHANGED" ? EXIT.impossible : EXIT.failed;
}

function reportLine(path: string): string {
  return `A report without secrets is in ${path}; read it, and add it to an issue about orc-tui.`;
}
