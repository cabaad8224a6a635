import { type Command, EXIT } from "./command.ts";

/** `orc-tui` without a command. Screen and session are loaded side by side: the first frame waits for neither. */
export const command: Command = {
  usage: "",
  summary: "the dashboard",
  maxWords: 0,
  changes: true,
  async run(call) {
    const session = call.openSession(true, { surface: "keyboard" });
    // The screen shows a failure; until it listens, it must not end the process.
    session.catch(() => {});
    const { runDashboard } = await import("../ui/main.tsx");
    try {
      await runDashboard(session, {
        noColor: call.flags["no-color"] === true,
        screenReader: call.flags["screen-reader"] === true,
      });
    } finally {
      // Also after an error: the session's watches would keep the process alive without a screen.
      await session.then(
        (opened) => opened.close(),
        () => {},
      );
    }
    return EXIT.done;
  },
};
