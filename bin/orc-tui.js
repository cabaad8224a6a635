#!/usr/bin/env node
// Checks the Node version, turns the compile cache on, imports the built entry; nothing else.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 12)) {
  // Beside the program rather than in the temporary folder, where nothing of ours is to be left behind.
  const cache = fileURLToPath(new URL("../node_modules/.cache/orc-tui/compiled", import.meta.url));
  const { status } = module.enableCompileCache?.(cache) ?? {};
  // An installation that only its owner may write.
  if (status === module.constants?.compileCacheStatus?.FAILED) module.enableCompileCache?.();
  const { main } = await import("../dist/cli.js");
  await main(process.argv.slice(2));
} else {
  // A checkout brings a newer Node along as a development dependency.
  const newer = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
  if (existsSync(newer)) {
    const child = spawn(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: "inherit",
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.on("exit", (code) => {
      process.exitCode = code ?? 1;
    });
  } else {
    process.stderr.write(
      `orc-tui needs Node 22.12 or newer, this is ${process.versions.node}: install it from https://nodejs.org\n`,
    );
    process.exitCode = 1;
  }
}
