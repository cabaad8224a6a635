import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Checkout, createCheckout } from "./checkout.ts";
import { blocksOf } from "./documents.ts";

/** Builds, and starts programs of the checkout. */
const PATIENCE_MS = 300_000;

const blocks = blocksOf("CONTRIBUTING.md").filter(({ file }) => file !== "");
const files = [...new Set(blocks.map(({ file }) => file))];
/** Tests that compare what there is with what is said of it. */
const TABLES = [
  "test/commands/tables.test.ts",
  "test/settings/agent-choice.test.ts",
  ...["configuration", "keys", "references", "scripting"].map((page) => `test/docs/${page}.test.ts`),
].join(" ");
let checkout: Checkout;

beforeAll(() => {
  checkout = createCheckout();
});
afterAll(() => checkout.remove());

describe("whoever adds what CONTRIBUTING.md adds", () => {
  it(
    "has a command, a key and a provider that pass all checks",
    async () => {
      for (const block of blocks) checkout.apply(block);
      const code = files.filter((name) => name.endsWith(".ts")).join(" ");
      const tests = files.filter((name) => name.endsWith(".test.ts")).join(" ");
      for (const line of [
        `npx biome check --vcs-enabled=false --error-on-warnings --write ${code}`,
        "npm run check:types",
        "npm run build",
        "npm run docs:keys",
        // What `npm run screens` does, of the pictures that a key changes.
        "node scripts/screens.ts help",
        "node scripts/screens.ts palette",
        `npx vitest run ${tests} ${TABLES}`,
        "npx vitest run test/docs/screens.test.ts -t '\\((help|palette)\\)'",
        "npx vitest run test/integration/commands -t '^where '",
        "npx vitest run test/agents/providers/contract.test.ts -t '^scribe|expectations'",
      ]) {
        const { exitCode, all } = await checkout.shell(line);
        expect(exitCode, `${line}\n${all}`).toBe(0);
        // A pattern that no test has the name of is not proof.
        if (line.startsWith("npx vitest")) expect(all).toMatch(/Tests .* passed/);
      }
      const help = await checkout.shell("node bin/orc-tui.js --help");
      expect(help.all).toMatch(/where +print where a workflow's worktree is/);
    },
    PATIENCE_MS,
  );

  it("changes what the page says and nothing else", () => {
    expect(files.filter((name) => /source\/(commands|ui|agents|workflow)/.test(name))).toHaveLength(8);
    expect(files.filter((name) => name.endsWith(".test.ts"))).toHaveLength(1);
  });
});
