import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { OutputName } from "../../source/commands/outputs.ts";

/** The schema that is shipped. */
export const OUTPUT_SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../schemas/output.schema.json"), "utf8"),
);

const validator = new Ajv2020({ validateFormats: false, allowUnionTypes: true });
validator.addSchema(OUTPUT_SCHEMA, "output");

/** Why a value is not what the schema says; empty where it is. */
export function faultsOf(name: OutputName, value: unknown): string {
  const validate = validator.getSchema(`output#/$defs/${name}`);
  if (validate === undefined) throw new Error(`the schema has no ${name}`);
  return validate(value) ? "" : validator.errorsText(validate.errors);
}

/** What a command has printed with `--json`: one value, or one a line. */
export function jsonIn(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  }
}
