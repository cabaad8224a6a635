import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";
import { Refusal } from "./errors.ts";

export interface PageArgs {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** What an item is sorted by; the last part is unlike that of any other item. */
export type SortKey = readonly (string | number)[];

export interface Sorting<Item> {
  readonly key: (item: Item) => SortKey;
  readonly direction?: "ASC" | "DESC" | undefined;
}

interface Shown<Item> {
  /** In place of the item: an error where it may not be read. */
  readonly node?: (item: Item) => unknown;
  /** What its edge says besides. */
  readonly edge?: (item: Item) => object;
  /** What the connection says besides. */
  readonly more?: object;
}

const MOST = 100;

/**
 * A page of a connection. As on GitHub a cursor holds a place in the order, not a count, so that what is added or taken
 * away meanwhile shifts nothing; and `first` or `last` is wanted as soon as more than the count is asked for.
 */
export function connection<Item>(
  items: readonly Item[],
  args: PageArgs,
  info: GraphQLResolveInfo,
  sorting: Sorting<Item>,
  { node = (item) => item, edge, more }: Shown<Item> = {},
): object {
  demandBoundaries(args, info);
  const sign = sorting.direction === "DESC" ? -1 : 1;
  const compare = (one: SortKey, other: SortKey) => sign * compareKeys(one, other);
  const sorted = items.toSorted((one, other) => compare(sorting.key(one), sorting.key(other)));

  const after = args.after ? placeOf(args.after) : null;
  const before = args.before ? placeOf(args.before) : null;
  const within = sorted.filter((item) => {
    const key = sorting.key(item);
    return (after === null || compare(key, after) > 0) && (before === null || compare(key, before) < 0);
  });
  const page = args.last == null ? within.slice(0, args.first ?? 0) : within.slice(-args.last);

  const cursorOf = (item: Item | undefined) => (item === undefined ? null : cursor(sorting.key(item)));
  const [start, end] = [page[0], page.at(-1)];
  return {
    ...more,
    totalCount: items.length,
    nodes: page.map(node),
    edges: page.map((item) => ({ cursor: cursorOf(item), node: node(item), ...edge?.(item) })),
    pageInfo: {
      startCursor: cursorOf(start),
      endCursor: cursorOf(end),
      hasPreviousPage: start !== undefined && start !== sorted[0],
      hasNextPage: end !== undefined && end !== sorted.at(-1),
    },
  };
}

function demandBoundaries({ first, last }: PageArgs, info: GraphQLResolveInfo): void {
  const name = `\`${info.fieldName}\` connection`;
  if (first != null && last != null) {
    const message = `Passing both \`first\` and \`last\` to paginate the ${name} is not supported.`;
    throw new Refusal("UNPROCESSABLE", message);
  }
  for (const [argument, limit] of Object.entries({ first, last })) {
    if (limit == null) continue;
    if (limit < 1)
      throw new Refusal("UNPROCESSABLE", `\`${argument}\` on the ${name} cannot be less than one.`);
    if (limit > MOST) {
      const exceeds = `exceeds the \`${argument}\` limit of ${MOST} records.`;
      throw new Refusal("EXCESSIVE_PAGINATION", `Requesting ${limit} records on the ${name} ${exceeds}`);
    }
  }
  if (
    first == null &&
    last == null &&
    info.fieldNodes.some((field) => asksForItems(field.selectionSet, info))
  ) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the ${name}.`;
    throw new Refusal("MISSING_PAGINATION_BOUNDARIES", message);
  }
}

function asksForItems(selectionSet: SelectionSetNode | undefined, info: GraphQLResolveInfo): boolean {
  return (selectionSet?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return ["nodes", "edges", "pageInfo"].includes(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return asksForItems(selection.selectionSet, info);
    return asksForItems(info.fragments[selection.name.value]?.selectionSet, info);
  });
}

function compareKeys(one: SortKey, other: SortKey): number {
  for (const [index, part] of one.entries()) {
    const others = other[index];
    if (others === undefined || part === others) continue;
    return part < others ? -1 : 1;
  }
  return 0;
}

const CURSOR = "cursor:v2:";

function cursor(key: SortKey): string {
  return Buffer.from(CURSOR + JSON.stringify(key)).toString("base64");
}

function placeOf(cursor: string): SortKey {
  try {
    const text = Buffer.from(cursor, "base64").toString();
    const key: unknown = text.startsWith(CURSOR) ? JSON.parse(text.slice(CURSOR.length)) : null;
    if (Array.isArray(key)) return key;
  } catch {
    // Said below.
  }
  throw new Refusal("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
}
