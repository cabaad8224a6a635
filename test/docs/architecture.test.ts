import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { documentText, ROOT } from "./documents.ts";

const source = join(ROOT, "source");

/** Who may import whom, as the page says. */
const said = new Map(
  [...documentText("docs/architecture.md").matchAll(/^\| `source\/(\w+)\/` \| .+ \| (.+) \|$/gm)].map(
    ([, room = "", others = ""]) => [room, [...others.matchAll(/`(\w+)`/g)].map(([, other = ""]) => other)],
  ),
);

const isRoom = (name: string) => said.has(name);
const roomOf = (path: string) => relative(source, path).split("/")[0] ?? "";

/** Who imports whom, types and lazy imports included. */
function imported(): Set<string> {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const pairs = files.flatMap((name) => {
    const path = join(source, name);
    const targets = readFileSync(path, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)"/g);
    return [...targets].map(
      ([, target = ""]) => [roomOf(path), roomOf(join(dirname(path), target))] as const,
    );
  });
  return new Set(
    pairs.flatMap(([from, to]) => (from !== to && isRoom(from) && isRoom(to) ? [`${from} → ${to}`] : [])),
  );
}

/** What biome refuses a room. */
function refused(room: string): string[] {
  const { overrides } = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
  const ours = overrides.filter(({ includes }: { includes: string[] }) =>
    includes.includes(`source/${room}/**`),
  );
  const groups: string[] = ours.flatMap(
    (override: {
      linter: { rules: { style: { noRestrictedImports: { options: { patterns: { group: string[] }[] } } } } };
    }) => override.linter.rules.style.noRestrictedImports.options.patterns.flatMap(({ group }) => group),
  );
  return groups.flatMap((pattern) => pattern.match(/^\*\*\/(\w+)\/\*\*$/)?.[1] ?? []);
}

describe("who may import whom, as docs/architecture.md says", () => {
  it("is about every folder of the source", () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...said.keys()].sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it("is what the code does", () => {
    const allowed = new Set(
      [...said].flatMap(([room, others]) => others.map((other) => `${room} → ${other}`)),
    );
    expect([...imported()].filter((pair) => !allowed.has(pair))).toEqual([]);
  });

  it("allows nothing that is refused", () => {
    for (const [room, others] of said) {
      expect(refused(room), room).not.toEqual([]);
      expect(
        others.filter((other) => refused(room).includes(other)),
        room,
      ).toEqual([]);
    }
  });
});
