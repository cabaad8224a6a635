import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  getOperationAST,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import type { GitHubErrorBody } from "./errors.ts";
import { gitHubSchema } from "./schema.ts";
import { validationErrorBody } from "./validation.ts";

export type OperationKind = "query" | "mutation";

export interface Operation {
  readonly name: string | null;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly kind: OperationKind;
  /** `null` where the text cannot be parsed. */
  readonly document: DocumentNode | null;
  /** Why it is not executed at all. */
  readonly errors: readonly GitHubErrorBody[];
}

interface Checked {
  readonly document: DocumentNode | null;
  readonly errors: readonly GitHubErrorBody[];
}

const checked = new Map<string, Checked>();

/** Reads what was posted: `{ query, variables, operationName }`. */
export function operationOf(posted: Readonly<Record<string, unknown>>): Operation {
  const text = typeof posted.query === "string" ? posted.query : "";
  const { document, errors } = text === "" ? nothingAsked() : check(text);
  const wanted = typeof posted.operationName === "string" ? posted.operationName : null;
  const definition = document && getOperationAST(document, wanted);
  return {
    name: wanted ?? definition?.name?.value ?? null,
    text,
    variables: isRecord(posted.variables) ? posted.variables : {},
    kind: definition?.operation === "mutation" ? "mutation" : "query",
    document,
    errors,
  };
}

/** The response names at the top, and whether GitHub may answer each with `null`. */
export function rootFields({ document, name }: Operation): readonly { name: string; nullable: boolean }[] {
  const definition = document && getOperationAST(document, name);
  if (!definition) return [];
  const schema = gitHubSchema();
  const type = definition.operation === "mutation" ? schema.getMutationType() : schema.getQueryType();
  return topFields(definition).map((field) => {
    const known = type?.getFields()[field.name.value];
    const nullable = known !== undefined && !isNonNullType(known.type);
    return { name: field.alias?.value ?? field.name.value, nullable };
  });
}

function topFields(definition: OperationDefinitionNode): readonly FieldNode[] {
  return definition.selectionSet.selections.filter((each) => each.kind === Kind.FIELD);
}

function nothingAsked(): Checked {
  const message = "A query attribute must be specified and must be a string.";
  return { document: null, errors: [{ message }] };
}

function check(text: string): Checked {
  const known = checked.get(text);
  if (known) return known;
  const result = parseAndValidate(text);
  checked.set(text, result);
  return result;
}

function parseAndValidate(text: string): Checked {
  try {
    const document = parse(text);
    const errors = validate(gitHubSchema(), document).map((error) => validationErrorBody(error, document));
    return { document, errors };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, locations } = error;
    return { document: null, errors: [{ ...(locations && { locations }), message }] };
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
