import { runDashboard } from "../../../source/ui/main.tsx";
import { VirtualTerminal } from "../virtual-terminal.ts";
import { type Scene, type Size, sizesOf } from "./scene.ts";

/** The moment of all scenes, so that they differ only when the dashboard does. */
export const NOW = Date.parse("2026-03-14T15:09:26Z");

/** What comes later than that is not of the moment. */
const SOON_MS = 1_000;

/** Stops the time at the moment of the scenes: what would go away by itself after a while stays. */
export function stopTime(): () => void {
  const { setTimeout: start } = globalThis;
  const { now } = Date;
  Date.now = () => NOW;
  const startSoon = (callback: () => void, milliseconds = 0) =>
    milliseconds < SOON_MS ? start(callback, milliseconds) : start(callback, 2 ** 31 - 1).unref();
  globalThis.setTimeout = startSoon as typeof setTimeout;
  return () => {
    Date.now = now;
    globalThis.setTimeout = start;
  };
}

/** Plays a scene in the largest terminal, and has it looked at there and in the smaller ones. */
export async function playScene(
  scene: Scene,
  theme: "dark" | "light",
  look: (terminal: VirtualTerminal, size: Size) => Promise<void>,
): Promise<void> {
  const [first, ...smaller] = sizesOf(scene);
  const terminal = new VirtualTerminal(first[0], first[1]);
  const { stdin, stdout } = terminal;
  const { colorDepth = 24, ...options } = scene.terminal ?? {};
  Object.assign(stdout, { getColorDepth: () => colorDepth });
  const ended = runDashboard(scene.session(NOW), { theme, stdin, stdout, ...options });
  try {
    await terminal.waitFor(scene.ready);
    for (const [keys, expected] of scene.steps) {
      terminal.type(keys);
      await terminal.waitFor(expected);
    }
    await look(terminal, first);
    for (const size of smaller) {
      const before = terminal.written.length;
      terminal.resize(size[0], size[1]);
      // What is there until it is drawn again is the emulator's own reflow.
      await terminal.waitFor(() => terminal.written.length > before);
      await look(terminal, size);
    }
  } finally {
    // The first may only ask; asked again, it quits.
    terminal.type("\u0003\u0003");
    await ended;
    terminal.dispose();
  }
}
