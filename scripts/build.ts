/** Bundles the program into dist/: the command line with its lazy parts, and the two programs that run beside it. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { bundlePlugins } from "./bundle-plugins.ts";
import { thirdParty } from "./third-party.ts";

/**
 * Node takes half a millisecond to load a file, however small, and by itself the bundler makes one of each set of
 * modules that the same commands share: 55 for the dashboard. What most commands share is one, and what some of them
 * share is another, so that `--version` does not load it: the first frame comes 25 ms earlier.
 */
const FEW_FILES = {
  groups: [
    { name: "core", minShareCount: 8, priority: 2 },
    { name: "session", minShareCount: 3, priority: 1 },
  ],
};

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

const bundle = await rolldown({
  input: {
    cli: join(root, "source/cli.ts"),
    supervisor: join(root, "source/agents/supervisor/main.ts"),
    "demo-agent": join(root, "source/agents/demo/main.ts"),
  },
  platform: "node",
  plugins: [...bundlePlugins, thirdParty],
  transform: { define: { "process.env.NODE_ENV": '"production"' }, target: "node22" },
  logLevel: "warn",
});

// Beside dist/, and also called so: git leaves it alone, and it can be renamed.
const workshop = mkdtempSync(join(root, ".build-"));
try {
  const fresh = join(workshop, "dist");
  await bundle.write({
    dir: fresh,
    format: "esm",
    minify: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    codeSplitting: FEW_FILES,
  });
  await bundle.close();
  putInPlace(fresh, join(workshop, "old/dist"));
} finally {
  rmSync(workshop, { recursive: true, force: true });
}

const { workflowJsonSchema } = await import("../source/store/schema.ts");
const { settingsJsonSchema } = await import("../source/settings/json-schema.ts");
const { outputsJsonSchema } = await import("../source/commands/outputs.ts");
const schemas = { state: workflowJsonSchema(), config: settingsJsonSchema(), output: outputsJsonSchema() };
mkdirSync(join(root, "schemas"), { recursive: true });
for (const [name, schema] of Object.entries(schemas))
  writeFileSync(join(root, `schemas/${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);

/** Two renames: a program that is started meanwhile never finds half of dist/. */
function putInPlace(fresh: string, old: string): void {
  mkdirSync(join(old, ".."));
  renameIfThere(dist, old);
  try {
    renameSync(fresh, dist);
  } catch (error) {
    // Another build of the same sources has come between the two; its dist/ is as good.
    if (!isCode(error, "ENOTEMPTY")) throw error;
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
