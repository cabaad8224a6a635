import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dangerousContent } from "../../source/settings/dangerous-content.ts";
import {
  AGENT_KEYS,
  BUILT_IN_AGENTS,
  type PartialSettings,
  SETTING_NAMES,
  settingsSchema,
} from "../../source/settings/schema.ts";
import { loadSettings } from "../../source/settings/settings.ts";
import { environmentLayer, variableOf } from "../../source/settings/sources.ts";
import { blocksOf, documents, documentText, ROOT } from "./documents.ts";

const page = documentText("docs/configuration.md");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orc-configuration-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The cells of the rows of the table with that heading, the code in them without its backticks. */
function table(heading: string): string[][] {
  const rows = page.split(`\n| ${heading}`)[1]?.split("\n\n")[0]?.split("\n").slice(2) ?? [];
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(" |")
      .map((cell) => cell.trim()),
  );
}

/** What the schema says of a value that it does not take. */
function allowed(content: object): string {
  return settingsSchema.safeParse(content).error?.issues[0]?.message.replace(/^must be /, "") ?? "";
}

const load = () => loadSettings({ plansDir: folder, env: { ORC_TUI_CONFIG_DIR: folder }, flags: {} });

describe("the table of settings", () => {
  it("has every setting with its default, its allowed values and its variable", async () => {
    const { values } = await load();
    expect(values.agents).toEqual(BUILT_IN_AGENTS);
    const wanted = SETTING_NAMES.map((name) => [
      `\`${name}\``,
      name === "agents" ? "`duc`, `demo`" : `\`${JSON.stringify(values[name])}\``,
      allowed({ [name]: null }),
      isReadFromVariable(name) ? `\`${variableOf(name)}\`` : "",
    ]);
    expect(table("setting |").map((cells) => cells.slice(0, 4))).toEqual(wanted);
  });

  it("has every key of an agent with its allowed values", () => {
    const wanted = AGENT_KEYS.map((key) => [`\`${key}\``, allowed({ agents: { x: { [key]: null } } })]);
    expect(table("key of `agents.<name>` |")).toEqual(wanted);
  });
});

/** Whatever stands in its variable, something is made of it or refused. */
function isReadFromVariable(name: string): boolean {
  const { values, problems } = environmentLayer({ [variableOf(name)]: "1" });
  return Object.hasOwn(values, name) || problems.length > 0;
}

describe("the table of what needs trust", () => {
  const agent = { provider: "claude", role: "@x" };
  const SAMPLES: Readonly<Record<string, unknown>> = {
    command: ["a"],
    mcpServers: { a: {} },
    plugins: ["a"],
    env: { A: "a" },
    allowedTools: ["a"],
    permissionMode: "bypassPermissions",
    skills: ["a"],
    prompt: "a",
    model: "a",
    account: "a",
    mode: "cli",
    timeoutSeconds: 1,
    stallSeconds: 1,
    maxOutputMegabytes: 1,
    maxBudgetUsd: 1,
    maxTurns: 1,
  };

  async function isDangerous(content: PartialSettings | object): Promise<boolean> {
    writeFileSync(join(folder, "config.json"), JSON.stringify(content));
    const settings = await loadSettings({
      plansDir: folder,
      env: { ORC_TUI_CONFIG_DIR: join(folder, "user") },
      flags: {},
    });
    return dangerousContent(settings).length > 0;
  }

  it("names exactly what is asked about", async () => {
    mkdirSync(join(folder, "user"));
    const named = table("in a project's file |").flatMap(([cell = "", answer]) =>
      answer === "no" || answer?.startsWith("are not read") ? [] : [cell.replaceAll("`", "")],
    );
    expect([...AGENT_KEYS].sort()).toEqual([...Object.keys(SAMPLES), "provider", "role"].sort());
    const found = [];
    if (await isDangerous({ setup: ["true"] })) found.push("setup");
    for (const [key, value] of Object.entries(SAMPLES))
      if (await isDangerous({ agents: { x: { ...agent, [key]: value } } }))
        found.push(`agents.<name>.${key}`);
    expect(found).toEqual(named);
  });
});

describe("the variables", () => {
  const code = readdirSync(join(ROOT, "source"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(ROOT, "source", name), "utf8"))
    .join("\n");
  /** For tests, for ourselves, and beginnings of names. */
  const internal = /^ORC_TUI_TEST_|^ORC_TUI_MAKES_WORKTREE$|_$/;

  it("are all on the page", () => {
    const found = new Set(code.match(/\bORC_[A-Z_]+/g));
    expect([...found].filter((name) => !internal.test(name) && !page.includes(`\`${name}\``))).toEqual([]);
  });

  it("on the page are those that are read", () => {
    const readable = SETTING_NAMES.map(variableOf);
    for (const [name] of page.matchAll(/\bORC_(?:[A-Z]+_)*[A-Z]+\b/g))
      expect(readable.includes(name) || code.includes(name), name).toBe(true);
  });
});

describe.each(documents.flatMap(blocksOf).filter(({ language }) => language === "json"))(
  "the settings in $document, $heading",
  ({ text }) => {
    it("are right", async () => {
      const userPath = join(folder, "settings.json");
      writeFileSync(userPath, text.replaceAll("…", "a"));
      const { warnings } = await loadSettings({ plansDir: folder, env: {}, flags: {}, userPath });
      expect(warnings).toEqual([]);
    });
  },
);
