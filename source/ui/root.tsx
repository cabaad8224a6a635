import { useApp, useIsScreenReaderEnabled, useWindowSize } from "ink";
import { useEffect, useMemo, useState } from "react";
import type { Session } from "../orchestrator/session.ts";
import { App } from "./app.tsx";
import type { ReadonlyStore } from "./coalesced.ts";
import { Skeleton, TooSmall } from "./components/placeholders.tsx";
import { createDashboard } from "./dashboard.ts";
import { useChosenTheme } from "./hooks/use-chosen-theme.ts";
import { ThemeContext } from "./hooks/use-dashboard.ts";
import { Keyboard } from "./keymap/keyboard.tsx";
import { keymapFrom } from "./keymap/remap.ts";
import { commands } from "./keymap/table.ts";
import { isTooSmall } from "./layout.ts";
import { copyText } from "./terminal/clipboard.ts";
import type { HandedBack, HandOver } from "./terminal/hand-over.ts";
import { onStopAsked } from "./terminal/job-control.ts";
import type { Background, ThemeWishes } from "./theme/theme.ts";

interface Props {
  readonly session: Promise<Session> | Session;
  readonly wishes: ThemeWishes;
  /** What the terminal has answered; `null` while it has not. */
  readonly background: ReadonlyStore<Background | null>;
  readonly stdout: NodeJS.WriteStream;
  readonly lend: HandOver;
  /** Stops the job while Ink has let go of the terminal. */
  readonly stop: () => Promise<void>;
  readonly quit: () => void;
}

/** A frame to be filled until the session is open, then the dashboard. */
export function Root({ session, wishes, background, stdout, lend, stop, quit }: Props) {
  const { exit, suspendTerminal } = useApp();
  const isSpoken = useIsScreenReaderEnabled();
  const [opened, setOpened] = useState(session instanceof Promise ? null : session);
  const theme = useChosenTheme(wishes, background, opened);
  useEffect(() => {
    if (session instanceof Promise)
      session.then(setOpened, (error: unknown) =>
        exit(error instanceof Error ? error : new Error(String(error))),
      );
  }, [session, exit]);
  const dashboard = useMemo(() => {
    const size = () => ({ columns: stdout.columns, rows: stdout.rows });
    const handOver: HandOver = async (program) => {
      let back: HandedBack = { exitCode: null, signal: null };
      await suspendTerminal(async () => {
        back = await lend(program);
      });
      return back;
    };
    const copy = (text: string) => copyText(stdout, text);
    // Ink refuses while a program has the terminal; then there is nothing to give back.
    const suspend = () => void suspendTerminal(stop).catch(stop);
    if (opened === null) return null;
    return createDashboard(opened, {
      isSpoken,
      keymap: keymapFrom(commands, opened.keys),
      size,
      handOver,
      copy,
      suspend,
      quit,
    });
  }, [opened, stdout, suspendTerminal, isSpoken, lend, stop, quit]);
  useEffect(() => (dashboard === null ? undefined : onStopAsked(dashboard.suspend)), [dashboard]);
  return (
    <ThemeContext value={theme}>
      <Keyboard dashboard={dashboard} quit={quit} />
      {dashboard === null ? <Waiting /> : <App dashboard={dashboard} />}
    </ThemeContext>
  );
}

function Waiting() {
  const size = useWindowSize();
  return isTooSmall(size) ? <TooSmall size={size} /> : <Skeleton size={size} />;
}
