import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

type Variables = Readonly<Record<string, unknown>>;

export interface Cost {
  /** Points of the hourly limit. */
  readonly points: number;
  /** The most nodes the request can bring; GitHub refuses more than 500,000. */
  readonly nodes: number;
}

/**
 * What GitHub charges: for every connection the requests needed if all limits above it are reached, together divided by
 * 100 and rounded, at least 1. Each alias counts; a connection named in two fragments of the same type counts once.
 * A mutation costs 1.
 */
export function costOf(
  document: DocumentNode | string,
  variables: Variables = {},
  operationName?: string | null,
): Cost {
  const parsed = typeof document === "string" ? parse(document) : document;
  const operation = getOperationAST(parsed, operationName);
  if (!operation) return { points: 1, nodes: 0 };
  const { requests, nodes } = new Walk(parsed, operation, variables).counted();
  return { points: operation.operation === "mutation" ? 1 : Math.max(1, Math.round(requests / 100)), nodes };
}

class Walk {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #operation: OperationDefinitionNode;
  readonly #variables: Variables;
  readonly #counted = new Set<string>();
  #requests = 0;
  #nodes = 0;

  constructor(document: DocumentNode, operation: OperationDefinitionNode, given: Variables) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
    this.#operation = operation;
    const defaults = (operation.variableDefinitions ?? []).map(
      ({ variable, defaultValue }) =>
        [variable.name.value, defaultValue && this.#literal(defaultValue)] as const,
    );
    this.#variables = { ...Object.fromEntries(defaults), ...given };
  }

  counted(): { requests: number; nodes: number } {
    this.#walk(this.#operation.selectionSet, 1, "");
    return { requests: this.#requests, nodes: this.#nodes };
  }

  /** `parents`: how many there may be of what these fields are chosen on. `path` tells one field from another. */
  #walk({ selections }: SelectionSetNode, parents: number, path: string): void {
    for (const selection of selections) {
      if (!this.#isIncluded(selection)) continue;
      switch (selection.kind) {
        case Kind.FIELD:
          this.#field(selection, parents, `${path}/${selection.alias?.value ?? selection.name.value}`);
          break;
        case Kind.INLINE_FRAGMENT: {
          const type = selection.typeCondition?.name.value;
          this.#walk(selection.selectionSet, parents, type === undefined ? path : `${path}<${type}>`);
          break;
        }
        case Kind.FRAGMENT_SPREAD: {
          const fragment = this.#fragments.get(selection.name.value);
          if (fragment)
            this.#walk(fragment.selectionSet, parents, `${path}<${fragment.typeCondition.name.value}>`);
        }
      }
    }
  }

  #field(field: FieldNode, parents: number, path: string): void {
    if (!field.selectionSet) return;
    const limit = this.#argument(field, "first") ?? this.#argument(field, "last");
    const ids = field.name.value === "nodes" ? this.#argument(field, "ids") : undefined;
    const factor = typeof limit === "number" ? limit : Array.isArray(ids) ? ids.length : 1;
    if (!this.#counted.has(path) && factor !== 1) this.#nodes += parents * factor;
    if (!this.#counted.has(path) && typeof limit === "number") this.#requests += parents;
    this.#counted.add(path);
    this.#walk(field.selectionSet, parents * factor, path);
  }

  #isIncluded({
    directives = [],
  }: {
    readonly directives?: readonly FieldNodeDirective[] | undefined;
  }): boolean {
    return directives.every(({ name, arguments: given = [] }) => {
      const condition = given.find((each) => each.name.value === "if");
      const value = condition && this.#literal(condition.value);
      if (name.value === "skip") return value !== true;
      return name.value !== "include" || value !== false;
    });
  }

  #argument(field: FieldNode, name: string): unknown {
    const argument = field.arguments?.find((each) => each.name.value === name);
    return (argument && this.#literal(argument.value)) ?? undefined;
  }

  #literal(value: ValueNode): unknown {
    switch (value.kind) {
      case Kind.VARIABLE:
        return this.#variables[value.name.value];
      case Kind.INT:
        return Number(value.value);
      case Kind.BOOLEAN:
        return value.value;
      case Kind.LIST:
        return value.values.map((each) => this.#literal(each));
      default:
        return undefined;
    }
  }
}

type FieldNodeDirective = NonNullable<FieldNode["directives"]>[number];
