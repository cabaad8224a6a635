import { useApp, useInput, useWindowSize } from "ink";
import { useEffect, useMemo, useState } from "react";
import type { Session } from "../orchestrator/session.ts";
import { App } from "./app.tsx";
import { Skeleton, TooSmall } from "./components/placeholders.tsx";
import { createDashboard } from "./dashboard.ts";
import { ThemeContext } from "./hooks/use-dashboard.ts";
import { isTooSmall } from "./layout.ts";
import type { Theme } from "./theme/theme.ts";

interface Props {
  readonly session: Promise<Session> | Session;
  readonly theme: Theme;
  readonly stdout: NodeJS.WriteStream;
  readonly quit: () => void;
}

/** A frame to be filled until the session is open, then the dashboard. */
export function Root({ session, theme, stdout, quit }: Props) {
  const { exit } = useApp();
  const [opened, setOpened] = useState(session instanceof Promise ? null : session);
  useEffect(() => {
    if (session instanceof Promise)
      session.then(setOpened, (error: unknown) =>
        exit(error instanceof Error ? error : new Error(String(error))),
      );
  }, [session, exit]);
  const dashboard = useMemo(() => {
    const size = () => ({ columns: stdout.columns, rows: stdout.rows });
    return opened === null ? null : createDashboard(opened, { size, quit });
  }, [opened, stdout, quit]);
  return (
    <ThemeContext value={theme}>
      {dashboard === null ? <Waiting quit={quit} /> : <App dashboard={dashboard} />}
    </ThemeContext>
  );
}

function Waiting({ quit }: { readonly quit: () => void }) {
  const size = useWindowSize();
  useInput((input, key) => {
    if (input === "q" || (key.ctrl && input === "c")) quit();
  });
  return isTooSmall(size) ? <TooSmall size={size} /> : <Skeleton size={size} />;
}
