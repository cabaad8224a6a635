/** Plays `npm start` in a real pseudo-terminal until its workflow waits for approval, and draws that screen to docs/screens/demo.svg. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { terminalSvg } from "../test/support/terminal-svg.ts";
import { VirtualTerminal } from "../test/support/virtual-terminal.ts";

const [columns, rows] = [110, 34];
const root = join(import.meta.dirname, "..");
const temporary = mkdtempSync(join(tmpdir(), "orc-tui-picture-"));
const terminal = new VirtualTerminal(columns, rows);
const program = spawn(process.execPath, [join(root, "bin/orc-tui.js"), "demo"], {
  name: "xterm-256color",
  cols: columns,
  rows,
  cwd: temporary,
  env: {
    ...process.env,
    HOME: temporary,
    TMPDIR: temporary,
    COLORTERM: "truecolor",
    ORC_TUI_THEME: "dark",
    ORC_TUI_CONFIG_DIR: temporary,
  },
});
program.onData((data) => terminal.stdout.write(data));
const ended = new Promise((resolve) => program.onExit(resolve));

await terminal.waitFor("Waiting for your approval", 30_000);
await terminal.waitFor("The specification is written");
await terminal.settle();
writeFileSync(join(root, "docs/screens/demo.svg"), terminalSvg(terminal, "dark", "orc-tui demo"));
program.write("q");
await ended;
terminal.dispose();
rmSync(temporary, { recursive: true, force: true });
