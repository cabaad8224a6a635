import { setTimeout as delay } from "node:timers/promises";
import { render } from "ink";
import { createStore } from "zustand/vanilla";
import type { Session } from "../orchestrator/session.ts";
import { keepHeapSmall } from "../small-heap.ts";
import { callForPeople } from "./notices.ts";
import { Root } from "./root.tsx";
import { type AskedInput, askBackground } from "./terminal/asked-input.ts";
import { createTerminalHolder } from "./terminal/hand-over.ts";
import { stopJob } from "./terminal/job-control.ts";
import { guardTerminal } from "./terminal/last-resort.ts";
import { notify } from "./terminal/notify.ts";
import { restoreTitle, saveTitle, setTitle } from "./terminal/title.ts";
import { type Background, dependsOnBackground, type ThemeName, type ThemeWishes } from "./theme/theme.ts";

export interface DashboardOptions {
  readonly noColor?: boolean;
  readonly theme?: ThemeName;
  /** In words, for somebody who hears the screen. */
  readonly screenReader?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: NodeJS.ReadStream;
  readonly stdout?: NodeJS.WriteStream;
}

/** Ink draws at most this often. Our own coalescing is slower; this only keeps keys from waiting for it. */
const MAX_FPS = 60;

/** A session opens in less time as a rule. Then the first frame is the whole one, 30 ms sooner than over an empty one. */
const OPENING_MS = 150;

/**
 * Shows the dashboard until the user quits, at once and with a frame to be filled where the session is not open
 * yet. The terminal is given back on every way out, and only then does this settle. A signal ends it like `q`,
 * with `process.exitCode` set.
 * @throws what opening the session, drawing or a key's handling threw
 */
export async function runDashboard(
  session: Promise<Session> | Session,
  options: DashboardOptions = {},
): Promise<void> {
  const stdin = options.stdin ?? process.stdin;
  const stdout = options.stdout ?? process.stdout;
  const env = options.env ?? process.env;
  const isSpoken = options.screenReader === true || env.INK_SCREEN_READER === "true";
  const wishes: ThemeWishes = {
    noColor: options.noColor,
    theme: options.theme,
    env,
    colorDepth: stdout.getColorDepth?.() ?? 24,
  };
  const background = createStore<Background | null>(() => null);
  let asked: AskedInput | null = null;
  // Ink's unmount takes no error along, so it is kept here until the terminal is given back.
  const ending: { asked: boolean; error: Error | null; close: () => void } = {
    asked: false,
    error: null,
    close: () => {},
  };
  const end = (error: Error | null) => {
    ending.asked = true;
    ending.error ??= error;
    terminal.reclaim();
    ending.close();
  };
  const terminal = createTerminalHolder(stdin, stdout);
  const release = guardTerminal({
    isInterruptForOther: () => terminal.isInterruptForOther,
    onSignal: () => end(null),
    onError: (error) => end(error instanceof Error ? error : new Error(String(error))),
  });
  const silence = callForPeople(session, (title, words) => void notify(stdout, env, title, words));
  try {
    keepHeapSmall();
    if (dependsOnBackground(wishes))
      asked = askBackground(stdin, stdout, (answer) => background.setState(answer));
    const opened = await openedWithin(session, OPENING_MS);
    saveTitle(stdout);
    asked?.handOn();
    const app = render(
      <Root
        session={opened ?? session}
        wishes={wishes}
        background={background}
        stdout={stdout}
        lend={async (program) => {
          saveTitle(stdout);
          try {
            return await terminal.lend(program);
          } finally {
            restoreTitle(stdout);
          }
        }}
        stop={async () => {
          if (terminal.isLent) return stopJob();
          saveTitle(stdout);
          setTitle(stdout, "");
          try {
            await stopJob();
          } finally {
            restoreTitle(stdout);
          }
        }}
        quit={() => app.unmount()}
      />,
      {
        stdin: asked?.stdin ?? stdin,
        stdout,
        // What has been read aloud stays where it can be read again.
        alternateScreen: !isSpoken,
        isScreenReaderEnabled: isSpoken,
        incrementalRendering: true,
        exitOnCtrlC: false,
        patchConsole: false,
        interactive: true,
        maxFps: MAX_FPS,
      },
    );
    ending.close = () => app.unmount();
    if (ending.asked) ending.close();
    await app.waitUntilExit();
  } finally {
    silence();
    release();
    restoreTitle(stdout);
  }
  if (ending.error !== null) throw ending.error;
}

/** `null` where it takes longer or fails: the screen tells of that. */
function openedWithin(session: Promise<Session> | Session, ms: number): Promise<Session | null> {
  return Promise.race([Promise.resolve(session).catch(() => null), delay(ms, null, { ref: false })]);
}
