import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { STATUS_LABELS } from "../../source/workflow/labels.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/user-journeys");
const read = (name: string) => readFileSync(join(folder, name), "utf8");

const pages = readdirSync(folder).filter((name) => name !== "JOURNEYS.md");
const idOf = (page: string) => page.slice(0, "ORC-000".length);

/** Where tests play the whole program; each file with the journeys that the names of its tests begin with. */
const played = ["test/e2e", "test/integration", "test/crash"].flatMap(testsOf);

function testsOf(place: string): { file: string; ids: string[] }[] {
  return readdirSync(join(root, place), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => ({ file: `${place}/${name}`, ids: idsIn(readFileSync(join(root, place, name), "utf8")) }));
}

/** `it("ORC-001, ORC-004: what happens"`; one that is skipped plays nothing. */
function idsIn(code: string): string[] {
  const names = [...code.matchAll(/^\s*(?:describe|it|test)\(\s*"((?:ORC-\d+(?:, |: ))+)/gm)];
  return names.flatMap(([, ids = ""]) => ids.match(/ORC-\d+/g) ?? []);
}

const filesOf = (id: string) =>
  played
    .filter(({ ids }) => ids.includes(id))
    .map(({ file }) => file)
    .sort();

test("there are the five journeys of the specification phase", () => {
  expect(pages.map(idOf).sort()).toEqual(["ORC-001", "ORC-002", "ORC-003", "ORC-004", "ORC-005"]);
});

test("no test names a journey that has no page", () => {
  const named = new Set(played.flatMap(({ ids }) => ids));
  expect([...named].sort()).toEqual(pages.map(idOf).sort());
});

describe.each(pages)("%s", (page) => {
  const text = read(page);

  it("says who, how, to what end, and what can go wrong", () => {
    expect(text.match(/^# (ORC-\d{3}): \w/)?.[1]).toBe(idOf(page));
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(["Actors", "Steps", "Success criteria", "Error paths", "Tests"]);
  });

  it("names the files of its tests, all of them", () => {
    const listed = [...text.matchAll(/^- `(test\/[^`]+)`$/gm)].map(([, file]) => file);
    expect(filesOf(idOf(page))).not.toEqual([]);
    expect(listed).toEqual(filesOf(idOf(page)));
  });

  it("has its line in JOURNEYS.md, under its own title", () => {
    const title = text.match(/^# ORC-\d{3}: (.+)$/m)?.[1];
    expect(read("JOURNEYS.md")).toContain(`| ${idOf(page)} | [${title}](${page}) |`);
  });
});

test("the labels on the page are those of the program", () => {
  const rows = [
    ...read("ORC-005-sync-labels-with-state.md").matchAll(/^\| ([A-Z_0-9]+) \| `(.+)` \| (\w+) \|$/gm),
  ];
  expect(rows.map(([, state, name, color]) => [state, { name, color }])).toEqual(
    Object.entries(STATUS_LABELS),
  );
});
