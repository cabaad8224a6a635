import type { Terminal } from "@xterm/headless";

/** What a full-screen program changes about a terminal, and has to give back. */
export interface Modes {
  readonly alternateScreen: boolean;
  readonly cursorVisible: boolean;
  readonly bracketedPaste: boolean;
  readonly mouse: boolean;
  readonly title: string;
}

/** A terminal as a shell expects to find it. */
export const UNTOUCHED: Modes = {
  alternateScreen: false,
  cursorVisible: true,
  bracketedPaste: false,
  mouse: false,
  title: "",
};

const CURSOR = 25;

/** The emulator's modes, always the present ones. */
export function watchModes(emulator: Terminal): Modes {
  let cursorVisible = true;
  let title = "";
  const sets = (on: boolean) => (params: (number | number[])[]) => {
    if (params.includes(CURSOR)) cursorVisible = on;
    return false;
  };
  emulator.parser.registerCsiHandler({ prefix: "?", final: "h" }, sets(true));
  emulator.parser.registerCsiHandler({ prefix: "?", final: "l" }, sets(false));
  emulator.onTitleChange((changed) => {
    title = changed;
  });
  return {
    get alternateScreen() {
      return emulator.buffer.active.type === "alternate";
    },
    get cursorVisible() {
      return cursorVisible;
    },
    get bracketedPaste() {
      return emulator.modes.bracketedPasteMode;
    },
    get mouse() {
      return emulator.modes.mouseTrackingMode !== "none";
    },
    get title() {
      return title;
    },
  };
}
