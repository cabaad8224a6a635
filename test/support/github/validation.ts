import { type ASTNode, type DocumentNode, type GraphQLError, Kind, visit } from "graphql";
import type { GitHubErrorBody } from "./errors.ts";

interface Wording {
  /** How graphql-js says it. */
  readonly pattern: RegExp;
  readonly code: string;
  readonly details: readonly string[];
  /** How GitHub says it, with what the pattern has caught. */
  readonly message: (...caught: string[]) => string;
}

const WORDINGS: readonly Wording[] = [
  {
    pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
    code: "undefinedField",
    details: ["fieldName", "typeName"],
    message: (field, type) => `Field '${field}' doesn't exist on type '${type}'`,
  },
  {
    pattern: /^Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/,
    code: "argumentNotAccepted",
    details: ["argumentName", "typeName", "name"],
    message: (argument, _type, field) => `Field '${field}' doesn't accept argument '${argument}'`,
  },
  {
    pattern: /^Variable "\$(\w+)" is not defined/,
    code: "variableNotDefined",
    details: ["variableName"],
    message: (variable) => `Variable $${variable} is used but not declared`,
  },
  {
    pattern: /^Variable "\$(\w+)" is never used/,
    code: "variableNotUsed",
    details: ["variableName"],
    message: (variable) => `Variable $${variable} is declared but not used`,
  },
  {
    pattern: /^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,
    code: "selectionMismatch",
    details: ["nodeName", "typeName"],
    message: (field, type) =>
      `Field must have selections (field '${field}' returns ${type} but has no selections)`,
  },
];

/** As GitHub writes it: with a path of words that begins at the operation, and a code where it is one of the usual. */
export function validationErrorBody(error: GraphQLError, document: DocumentNode): GitHubErrorBody {
  const { locations, message } = error;
  const [node] = error.nodes ?? [];
  const body = { ...(node && { path: pathTo(node, document) }), ...(locations && { locations }) };
  for (const { pattern, code, details, message: reword } of WORDINGS) {
    const caught = pattern.exec(message)?.slice(1);
    if (!caught) continue;
    const named = Object.fromEntries(details.map((name, index) => [name, caught[index]]));
    return { ...body, extensions: { code, ...named }, message: reword(...caught) };
  }
  return { ...body, message };
}

function pathTo(wanted: ASTNode, document: DocumentNode): string[] {
  const path: string[] = [];
  let found: string[] = [];
  visit(document, {
    enter(node) {
      const word = wordOf(node);
      if (word !== null) path.push(word);
      if (node === wanted) found = [...path];
    },
    leave(node) {
      if (wordOf(node) !== null) path.pop();
    },
  });
  return found;
}

function wordOf(node: ASTNode): string | null {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return node.name ? `${node.operation} ${node.name.value}` : node.operation;
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`;
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition ? `... on ${node.typeCondition.name.value}` : "...";
    case Kind.FRAGMENT_SPREAD:
      return `... ${node.name.value}`;
    case Kind.FIELD:
      return node.alias?.value ?? node.name.value;
    case Kind.ARGUMENT:
      return node.name.value;
    default:
      return null;
  }
}
