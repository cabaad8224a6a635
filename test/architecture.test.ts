import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const LEAVES = ["workflow", "text", "processes", "files"];
const PARTS = ["store", "git", "tracker", "agents", "settings"];
const TOP = ["orchestrator", "commands", "ui"];

/** Who must not see whom, as docs/architecture.md has it. */
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  workflow: ["text", "processes", "files", ...PARTS, ...TOP],
  text: ["files", ...PARTS, ...TOP],
  processes: ["files", ...PARTS, ...TOP],
  files: [...PARTS, ...TOP],
  ...Object.fromEntries(PARTS.map((room) => [room, [...PARTS.filter((other) => other !== room), ...TOP]])),
  orchestrator: ["commands", "ui"],
  commands: ["git", "tracker", "agents", "processes", "files"],
  ui: ["git", "tracker", "agents", "processes", "files"],
};

const root = join(import.meta.dirname, "..");
let folder: string;
let breaches: ReadonlySet<string>;

function place(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), code);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "orc-tui-architecture-"));
  cpSync(join(root, "biome.json"), join(folder, "biome.json"));
  for (const room of [...LEAVES, ...PARTS, ...TOP]) {
    for (const target of [...LEAVES, ...PARTS, ...TOP]) {
      place(
        `source/${room}/inner/${target}.ts`,
        `import { x } from "../../${target}/a.ts";\nexport const y = x;\n`,
      );
    }
  }
  place("source/git/type.ts", 'export type { X } from "../store/a.ts";\n');
  place("source/git/lazy.ts", 'export const load = () => import("../store/a.ts");\n');
  place("source/workflow/io.ts", 'import { readFileSync } from "node:fs";\nexport const y = readFileSync;\n');
  const args = ["lint", "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=json", "."];
  const result = spawnSync("biome", args, { cwd: folder, encoding: "utf8" });
  const { diagnostics } = JSON.parse(result.stdout) as {
    diagnostics: { category: string; location: { path: unknown } }[];
  };
  const found = diagnostics.filter(({ category }) => category === "lint/style/noRestrictedImports");
  breaches = new Set(
    found.map(({ location }) => JSON.stringify(location.path).match(/source\/[\w/-]+\.ts/)?.[0] ?? ""),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the dependency direction", () => {
  for (const [room, targets] of Object.entries(FORBIDDEN)) {
    test(`${room} may not import ${targets.join(", ")}`, () => {
      for (const target of targets) expect(breaches).toContain(`source/${room}/inner/${target}.ts`);
    });
  }

  test("types and lazy imports count as imports", () => {
    expect(breaches).toContain("source/git/type.ts");
    expect(breaches).toContain("source/git/lazy.ts");
  });

  test("the domain has no I/O", () => {
    expect(breaches).toContain("source/workflow/io.ts");
  });

  test("what is allowed passes", () => {
    for (const room of [...PARTS, ...TOP]) expect(breaches).not.toContain(`source/${room}/inner/workflow.ts`);
    for (const part of PARTS) expect(breaches).not.toContain(`source/orchestrator/inner/${part}.ts`);
    for (const top of ["commands", "ui"])
      expect(breaches).not.toContain(`source/${top}/inner/orchestrator.ts`);
  });
});
