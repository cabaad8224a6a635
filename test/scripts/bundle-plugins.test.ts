import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RolldownPluginOption, rolldown } from "rolldown";
import { afterAll, describe, expect, it } from "vitest";
import { bundlePlugins, withoutDevtools } from "../../scripts/bundle-plugins.ts";

const folder = mkdtempSync(join(tmpdir(), "orc-bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function framesOf(name: string, plugins: RolldownPluginOption): Promise<string[]> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, "../fixtures/random-frames.ts"),
    platform: "node",
    plugins,
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
  });
  const file = join(folder, `${name}.mjs`);
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  const env = { PATH: process.env.PATH, FORCE_COLOR: "3" };
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: "utf8", env, maxBuffer: 1 << 26 }));
}

describe("what the bundle changes in its packages", () => {
  it("draws the same frames as they do by themselves", async () => {
    const frames = await framesOf("changed", bundlePlugins);
    expect(frames.join("")).toContain("\u001b[38;2;154;168;255m");
    expect(frames).toEqual(await framesOf("unchanged", withoutDevtools));
  });
});
