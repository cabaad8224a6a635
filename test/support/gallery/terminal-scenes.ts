import { busySession } from "../scenes.ts";
import { KEY, type Scene } from "./scene.ts";

const FIRST = "Add OAuth2 login";

export const terminalScenes: readonly Scene[] = [
  {
    name: "no-colour",
    caption: "Without colours: what is chosen, waits or failed is told by signs and weight",
    session: busySession,
    terminal: { noColor: true },
    ready: FIRST,
    steps: [["3", "files ·"]],
  },
  {
    name: "sixteen-colours",
    caption: "Sixteen colours, which are the terminal's own",
    session: busySession,
    terminal: { colorDepth: 4 },
    ready: FIRST,
    steps: [],
  },
  {
    name: "spoken-list",
    caption: "For a screen reader: the list in sentences",
    session: busySession,
    terminal: { screenReader: true },
    sizes: [[120, 16]],
    ready: FIRST,
    steps: [],
  },
  {
    name: "spoken-workflow",
    caption: "For a screen reader: a workflow, line by line",
    session: busySession,
    terminal: { screenReader: true },
    sizes: [[120, 40]],
    ready: FIRST,
    steps: [[KEY.enter, "Log (shown)"]],
  },
  {
    name: "too-small",
    caption: "A terminal in which there is no room",
    session: busySession,
    sizes: [
      [39, 11],
      [24, 6],
    ],
    ready: "terminal too small",
    steps: [],
  },
];
