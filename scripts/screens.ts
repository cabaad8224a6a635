/** Draws the dashboard's screens, from scripted workflows through a terminal emulator, as pictures in docs/screens/. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { scenes } from "../test/support/scenes.ts";
import { terminalSvg } from "../test/support/terminal-svg.ts";
import { VirtualTerminal } from "../test/support/virtual-terminal.ts";

process.env.TZ = "UTC";
process.env.FORCE_COLOR = "3";
process.env.NODE_ENV = "production";
/** The pictures show one moment, so that they differ only when the dashboard does. */
const NOW = Date.parse("2026-03-14T15:09:26Z");
Date.now = () => NOW;

const root = join(import.meta.dirname, "..");
const folder = join(root, "docs/screens");
const { runDashboard } = await loadDashboard();

mkdirSync(folder, { recursive: true });
for (const scene of scenes) {
  for (const [columns, rows] of scene.sizes) {
    for (const theme of scene.themes) {
      const terminal = new VirtualTerminal(columns, rows);
      const session = scene.session(NOW);
      const ended = runDashboard(session, { theme, stdin: terminal.stdin, stdout: terminal.stdout });
      await terminal.waitFor(scene.ready);
      for (const { keys, expect } of scene.steps) {
        terminal.type(keys);
        await terminal.waitFor(expect);
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
      await terminal.settle();
      const name = `${scene.name}-${columns}x${rows}-${theme}`;
      writeFileSync(join(folder, `${name}.svg`), terminalSvg(terminal, theme, "orc-tui"));
      if (process.argv.includes("--text")) console.log(`${name}\n${terminal.text}\n`);
      terminal.type("\u0003");
      await ended;
      terminal.dispose();
    }
  }
}

/** The dashboard is written in TSX, which Node does not run; its own modules are bundled, its packages are not. */
async function loadDashboard(): Promise<typeof import("../source/ui/main.tsx")> {
  const cache = join(root, "node_modules/.cache/orc-tui");
  const file = join(cache, `screens-${process.pid}.mjs`);
  const bundle = await rolldown({
    input: join(root, "source/ui/main.tsx"),
    platform: "node",
    external: /^(?![./])/,
    logLevel: "warn",
  });
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file);
  }
}
