import * as z from "zod/mini";
import { SETTING_DESCRIPTIONS } from "./descriptions.ts";
import { SETTING_NAMES, type SettingName, settingsSchema } from "./schema.ts";
import { DEFAULTS } from "./settings.ts";

type JsonSchema = Record<string, unknown>;

/**
 * The JSON Schema of a settings file, for editors. Made from the schema that judges the file, whose error texts
 * say what is allowed, so that both always agree.
 */
export function settingsJsonSchema(): object {
  const schema = z.toJSONSchema(settingsSchema, {
    override({ zodSchema, jsonSchema }) {
      const allowed = allowedOf(zodSchema);
      if (allowed !== null) jsonSchema.description = allowed;
    },
  }) as JsonSchema & { properties: Record<string, JsonSchema> };
  const properties = Object.fromEntries(SETTING_NAMES.map((name) => [name, described(name, schema)]));
  return {
    ...schema,
    title: "orc-tui settings",
    description: "The settings of a project (.plans/config.json) or of a user (orc-tui config path)",
    properties: {
      $schema: { type: "string", description: "The address of this schema, for editors" },
      ...properties,
    },
  };
}

function described(
  name: SettingName,
  { properties }: { properties: Record<string, JsonSchema> },
): JsonSchema {
  const property = properties[name] ?? {};
  const allowed = typeof property.description === "string" ? `: ${property.description}` : "";
  const fallback = DEFAULTS[name];
  return {
    ...property,
    description: `${SETTING_DESCRIPTIONS[name]}${allowed}`,
    ...(fallback === null ? {} : { default: fallback }),
  };
}

/** "a whole number from 5 to 86400", of the error text of a schema; `null` where it has none. */
function allowedOf(schema: z.core.$ZodTypes): string | null {
  const say = schema._zod.def.error as ((issue: object) => unknown) | undefined;
  const text = say?.({});
  return typeof text === "string" ? text.replace(/^must be /, "") : null;
}
