import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { describe, expect, it, onTestFinished } from "vitest";
import { THIRD_PARTY, thirdParty } from "../../scripts/third-party.ts";

const ROOT = join(import.meta.dirname, "../..");
const notices = readFileSync(join(ROOT, "dist", THIRD_PARTY), "utf8");
/** A package with its version and licence, and the text of that. */
const parts = notices.split(`\n${"-".repeat(80)}\n`).slice(1);

describe("the licences of the packages in the bundle", () => {
  it("are handed on with their texts", () => {
    const titles = parts.map((part) => part.split("\n")[0] ?? "");
    for (const name of ["@octokit/graphql", "execa", "ink", "react", "yoga-layout", "zod", "zustand"])
      expect(titles).toContainEqual(
        expect.stringMatching(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`)),
      );
    for (const part of parts) expect(part.length, part).toBeGreaterThan(400);
  });

  it("let the program be handed on under its own", () => {
    const licences = new Set(parts.map((part) => part.match(/^\S+ \S+ \((.+)\)/)?.[1]));
    const fine = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "ISC", "MIT"];
    expect([...licences].filter((licence) => !fine.includes(licence ?? ""))).toEqual([]);
  });

  it("are of one name where a package is there twice", () => {
    const titles = parts.map((part) => part.split("\n")[0]);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe("a package that cannot be handed on", () => {
  it.each([
    ["under a licence that forbids it", "SSPL-1.0", /closed 1\.0\.0 is under SSPL-1\.0/],
    ["without a licence", undefined, /closed 1\.0\.0 is under undefined/],
    ["without the text of its licence", "MIT", /closed comes without the text of its licence/],
  ])("%s stops the build", async (_why, license, problem) => {
    const folder = mkdtempSync(join(tmpdir(), "orc-licence-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const home = join(folder, "node_modules/closed");
    mkdirSync(home, { recursive: true });
    const manifest = { name: "closed", version: "1.0.0", type: "module", main: "index.js", license };
    writeFileSync(join(home, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(home, "index.js"), "export default 1;\n");
    const bundle = await rolldown({ cwd: folder, input: "closed", platform: "node", plugins: [thirdParty] });
    await expect(bundle.generate()).rejects.toThrow(problem);
    await bundle.close();
  });
});
