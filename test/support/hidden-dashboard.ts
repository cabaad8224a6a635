import type { Session } from "../../source/orchestrator/session.ts";
import { createDashboard, type Dashboard } from "../../source/ui/dashboard.ts";
import { keymapFrom } from "../../source/ui/keymap/remap.ts";
import { commands } from "../../source/ui/keymap/table.ts";

/** A dashboard that is not drawn: what keys make of it, without waiting for a screen. */
export function hiddenDashboard(
  session: Session,
  keys: Readonly<Record<string, readonly string[]>> = {},
): Dashboard {
  return createDashboard(session, {
    keymap: keymapFrom(commands, keys),
    size: () => ({ columns: 80, rows: 24 }),
    handOver: async () => ({ exitCode: 0, signal: null }),
    copy: () => {},
    suspend: () => {},
    quit: () => {},
  });
}
