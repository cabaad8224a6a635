import { useApp, useInput, useWindowSize } from "ink";
import { useEffect, useState } from "react";
import type { Session } from "../orchestrator/session.ts";
import { App } from "./app.tsx";
import { Skeleton, TooSmall } from "./components/placeholders.tsx";
import { createDashboard, type Dashboard } from "./dashboard.ts";
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
  const [dashboard, setDashboard] = useState<Dashboard | null>(null);
  useEffect(() => {
    const size = () => ({ columns: stdout.columns, rows: stdout.rows });
    Promise.resolve(session).then(
      (open) => setDashboard(createDashboard(open, { size, quit })),
      (error: unknown) => exit(error instanceof Error ? error : new Error(String(error))),
    );
  }, [session, stdout, quit, exit]);
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
