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

/**
 * Ink's layout engine unpacks its WebAssembly by `fetch`, for which Node first loads its whole HTTP client.
 * Its own way for places without `fetch` needs nothing of that: the first frame comes 20 ms earlier.
 */
const layoutWithoutFetch = {
  name: "layout-without-fetch",
  transform: {
    filter: { id: /yoga-wasm-base64-esm\.js$/ },
    handler(code: string) {
      const asked = /"function"\s*!=\s*typeof fetch/g;
      if (!asked.test(code))
        throw new Error("yoga-layout no longer asks for fetch: look at this plugin again");
      return { code: code.replaceAll(asked, "true"), map: null };
    },
  },
};

/**
 * Ink measures every piece of every row in every frame. What is not ASCII is split into graphemes and matched
 * against all emoji there are; the dashboard's lines and signs (`source/ui/text/width.ts`) need not be: a key
 * then costs a sixth less.
 */
const linesAreNarrow = {
  name: "lines-are-narrow",
  transform: {
    filter: { id: /string-width[\\/]index\.js$/ },
    handler(code: string) {
      const ascii = String.raw`/^[\u0020-\u007E]*$/`;
      if (!code.includes(ascii))
        throw new Error("string-width no longer has a short way for ASCII: look at this plugin again");
      const narrow = String.raw`/^[\u0020-\u007E\u2500-\u259F·…‖■▸▼◆○●⊘✓✕]*$/`;
      return { code: code.replace(ascii, () => narrow), map: null };
    },
  },
};

const bundle = await rolldown({
  input: {
    cli: join(root, "source/cli.ts"),
    supervisor: join(root, "source/agents/supervisor/main.ts"),
    "demo-agent": join(root, "source/agents/demo/main.ts"),
  },
  platform: "node",
  plugins: [withoutDevtools, layoutWithoutFetch, linesAreNarrow],
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
