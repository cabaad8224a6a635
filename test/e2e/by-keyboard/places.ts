import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasTmux, type Screen } from "../../support/tmux.ts";
import { type Scene, type ScreenOptions, setScene } from "../scene.ts";

/** Where a person may sit. */
export interface Place {
  readonly name: string;
  readonly columns: number;
  readonly rows: number;
  readonly inTmux: boolean;
}

export const PLACES: readonly Place[] = [
  { name: "40x12", columns: 40, rows: 12, inTmux: false },
  { name: "80x24", columns: 80, rows: 24, inTmux: false },
  { name: "200x60", columns: 200, rows: 60, inTmux: false },
  { name: "80x24 in tmux", columns: 80, rows: 24, inTmux: true },
];

/** Whether the machine has what the place needs. */
export function isMissing(place: Place): boolean {
  return place.inTmux && !hasTmux;
}

export function sit(scene: Scene, { columns, rows, inTmux }: Place, more: ScreenOptions = {}): Screen {
  const options = { ...more, columns, rows };
  return inTmux ? scene.openInTmux(options) : scene.open(options);
}

/** All are the demo, which is told here how to behave. */
const AGENTS = {
  writer: { role: "@duc", provider: "demo", model: "write" },
  failing: { role: "@duc", provider: "demo", model: "fail" },
  slow: { role: "@duc", provider: "demo", model: "hang" },
};

/** A scene with several agents. */
export async function setSceneOfAgents(
  settings: Readonly<Record<string, unknown>> = {},
  remote = false,
): Promise<Scene> {
  const scene = await setScene({ remote });
  const path = join(scene.sandbox.repo, ".plans/config.json");
  writeFileSync(path, JSON.stringify({ defaultAgent: "writer", agents: AGENTS, ...settings }));
  return scene;
}

/** A program of the person's that writes down what it is called with. */
export function recorder(
  scene: Scene,
  name: string,
): { readonly file: string; readonly called: () => string } {
  const file = join(scene.sandbox.root, name);
  const log = `${file}.log`;
  writeFileSync(file, `#!/bin/sh\necho "$@" > ${log}.new && mv ${log}.new ${log}\n`);
  chmodSync(file, 0o755);
  return { file, called: () => readFileSync(log, { encoding: "utf8", flag: "a+" }) };
}
