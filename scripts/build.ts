/** Bundles the program into dist/: the command line with its lazy parts, and the two programs that run beside it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

/** Ink can attach React's developer tools; they are not part of this program. */
const withoutDevtools = {
  name: "without-devtools",
  resolveId: (id: string) => (id === "react-devtools-core" ? "\0devtools" : null),
  load: (id: string) =>
    id === "\0devtools" ? "export default { initialize() {}, connectToDevTools() {} };" : null,
};

const bundle = await rolldown({
  input: {
    cli: join(root, "source/cli.ts"),
    supervisor: join(root, "source/agents/supervisor/main.ts"),
    "demo-agent": join(root, "source/agents/demo/main.ts"),
  },
  platform: "node",
  plugins: [withoutDevtools],
  transform: { define: { "process.env.NODE_ENV": '"production"' }, target: "node22" },
  logLevel: "warn",
});
rmSync(dist, { recursive: true, force: true });
await bundle.write({
  dir: dist,
  format: "esm",
  minify: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
});
await bundle.close();

const { workflowJsonSchema } = await import("../source/store/schema.ts");
mkdirSync(join(root, "schemas"), { recursive: true });
writeFileSync(join(root, "schemas/state.schema.json"), `${JSON.stringify(workflowJsonSchema(), null, 2)}\n`);
