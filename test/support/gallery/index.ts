import { dialogScenes } from "./dialog-scenes.ts";
import { listScenes } from "./list-scenes.ts";
import { paneScenes } from "./pane-scenes.ts";
import type { Scene } from "./scene.ts";
import { stateScenes } from "./state-scenes.ts";
import { terminalScenes } from "./terminal-scenes.ts";

/** Every screen and state that is worth a picture, by chapter. */
export const chapters: Readonly<Record<string, readonly Scene[]>> = {
  "The list": listScenes,
  "A workflow's states": stateScenes,
  "The panes of a workflow": paneScenes,
  "What lies over the screen": dialogScenes,
  "Other terminals, and other ways to read": terminalScenes,
};

export const scenes: readonly Scene[] = Object.values(chapters).flat();

export { playScene, stopTime } from "./play.ts";
