import { runDashboard } from "../../source/ui/main.tsx";
import type { FakeSession } from "./fake-session.ts";
import { VirtualTerminal } from "./virtual-terminal.ts";

/** A dashboard on a virtual terminal. */
export interface Driven {
  readonly terminal: VirtualTerminal;
  /** Settles as `runDashboard` does. */
  readonly ended: Promise<void>;
}

const open: Driven[] = [];

export function driveDashboard(
  session: FakeSession | Promise<FakeSession>,
  columns = 100,
  rows = 30,
): Driven {
  const terminal = new VirtualTerminal(columns, rows);
  const { stdin, stdout } = terminal;
  const ended = runDashboard(session, { theme: "dark", stdin, stdout });
  ended.catch(() => {});
  const driven = { terminal, ended };
  open.push(driven);
  return driven;
}

/** Quits what is still open. To be called after each test. */
export async function quitDashboards(): Promise<void> {
  for (const { terminal, ended } of open.splice(0)) {
    terminal.type("\u0003");
    await ended.catch(() => {});
    terminal.dispose();
  }
}
