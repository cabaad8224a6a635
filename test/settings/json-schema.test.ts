import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { settingsJsonSchema } from "../../source/settings/json-schema.ts";
import { SETTING_NAMES } from "../../source/settings/schema.ts";
import { Project } from "./project.ts";

const path = join(import.meta.dirname, "../../schemas/config.schema.json");
const shipped = JSON.parse(readFileSync(path, "utf8"));

describe("the JSON Schema of the settings", () => {
  it("is the one that is shipped: npm run build writes it", () => {
    expect(shipped).toEqual(settingsJsonSchema());
  });

  it("describes every key, and allows the address of a schema, about which nobody warns", async () => {
    expect(Object.keys(shipped.properties)).toEqual(["$schema", ...SETTING_NAMES]);
    for (const property of Object.values<{ description?: string }>(shipped.properties))
      expect(property.description).toMatch(/^[A-Z].+/);
    const { warnings } = await new Project().says({ $schema: "./config.schema.json" }).load();
    expect(warnings).toEqual([]);
  });

  it.each<[string, unknown, boolean]>([
    ["the example of the documents", { tracker: "github", pollSeconds: 30, setup: ["npm ci"] }, true],
    ["an agent", { agents: { duc: { provider: "claude", model: "opus", maxBudgetUsd: 5 } } }, true],
    ["a schema's address", { $schema: "./config.schema.json" }, true],
    ["a number out of range", { pollSeconds: 1 }, false],
    ["a tracker that does not exist", { tracker: "jira" }, false],
    ["a misspelt key", { pollSecond: 30 }, false],
    ["a misspelt key of an agent", { agents: { duc: { modle: "opus" } } }, false],
  ])("judges %s", (_what, content, isRight) => {
    expect(new Ajv2020().validate(shipped, content)).toBe(isRight);
  });
});
