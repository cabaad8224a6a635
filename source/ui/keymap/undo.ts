import type { Dashboard } from "../dashboard.ts";
import type { Undo } from "../screen.ts";
import type { Command } from "./command.ts";
import { wayTo } from "./key-names.ts";
import { toast } from "./toasts.ts";

/** What was done can be taken back as long as its toast stays, and a little after. */
const UNDO_MS = 10_000;

/** Says what was done, and with which key it is taken back; `takeBack` does that, and says so. */
export function toastWithUndo(dashboard: Dashboard, done: string, takeBack: Undo): void {
  const { screen, keymap } = dashboard;
  screen.setState(({ undos }) => ({ undos: [...undos, takeBack] }));
  toast(dashboard, "done", `${done} · ${wayTo(keymap, "screen.undo")} undoes it`);
  setTimeout(() => forget(dashboard, takeBack), UNDO_MS).unref();
}

function forget({ screen }: Dashboard, undo: Undo): void {
  screen.setState(({ undos }) => ({ undos: undos.filter((each) => each !== undo) }));
}

export const undoCommands: readonly Command[] = [
  {
    id: "screen.undo",
    scope: "global",
    keys: ["u"],
    label: "undo",
    description: "take back what was cleared or removed just now",
    whyNot: ({ screen }) => (screen.getState().undos.length === 0 ? "there is nothing to undo" : null),
    run: (dashboard) => {
      const undo = dashboard.screen.getState().undos.at(-1);
      if (undo === undefined) return;
      forget(dashboard, undo);
      toast(dashboard, "done", undo());
    },
  },
];
