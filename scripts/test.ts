/** All checks, cheapest first; ends with the line `N passed, N failed`. Each check counts as one, each test as one. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const report = join(root, "node_modules/.cache/orc-tui/test-report.json");

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["types", "tsc"],
  ["format, lint and dependency direction", "biome", "check", "--error-on-warnings", "."],
  ["unused code and packages", "knip"],
  ["build", "node", "scripts/build.ts"],
  ["generated schemas are committed", "git", "diff", "--exit-code", "--stat", "--", "schemas"],
];

let passed = 0;
let failed = 0;

for (const [name, command, ...args] of CHECKS) {
  const ok = run(command, args);
  process.stdout.write(`${ok ? "✓" : "✗"} ${name}\n`);
  if (ok) passed += 1;
  else failed += 1;
}

rmSync(report, { force: true });
const ok = run("vitest", ["run", ...process.argv.slice(2)]);
const counted = readReport();
passed += counted.passed;
failed += counted.failed;
// A file that cannot even be loaded holds no failed test.
if (!ok && counted.failed === 0) failed += 1;

process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function run(command: string, args: readonly string[]): boolean {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (result.error) process.stderr.write(`${command}: ${result.error.message}\n`);
  return result.status === 0;
}

function readReport(): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    return { passed: Number(numPassedTests), failed: Number(numFailedTests) };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
