import { join } from "node:path";
import { rolldown } from "rolldown";

/** Bundles the bare dashboard the way orc-tui itself is bundled; returns the program's path. */
export async function bundleBareInk(root: string): Promise<string> {
  const bundle = await rolldown({
    input: join(root, "bench/bare-ink.tsx"),
    platform: "node",
    plugins: [
      {
        name: "without-devtools",
        resolveId: (id: string) => (id === "react-devtools-core" ? "\0devtools" : null),
        load: (id: string) => (id === "\0devtools" ? "export default {};" : null),
      },
    ],
    transform: { define: { "process.env.NODE_ENV": '"production"' }, target: "node22" },
    logLevel: "warn",
  });
  const dir = join(root, "node_modules/.cache/orc-tui/bench");
  await bundle.write({ dir, format: "esm", minify: true, entryFileNames: "bare-ink.js" });
  await bundle.close();
  return join(dir, "bare-ink.js");
}
