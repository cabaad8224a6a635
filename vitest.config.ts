import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    // The machine's own git settings and the variables of a surrounding agent or hook must not matter.
    setupFiles: ["test/support/environment.ts"],
    pool: "forks",
    // Most tests wait for processes and for time to pass, more than for a core.
    maxWorkers: 4,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ["default", "json"],
    outputFile: { json: "node_modules/.cache/orc-tui/test-report.json" },
  },
});
