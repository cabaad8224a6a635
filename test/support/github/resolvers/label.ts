import type { Sorting } from "../connections.ts";
import type { Label } from "../world/entities.ts";
import { labelPath, urlOf } from "../world/web.ts";
import type { FieldTable } from "./table.ts";

export const label: FieldTable = {
  url: (each: Label) => urlOf(labelPath(each)),
  resourcePath: labelPath,
  isDefault: () => false,
};

export interface LabelOrder {
  readonly field: "NAME" | "CREATED_AT";
  readonly direction: "ASC" | "DESC";
}

export function labelSorting({ field, direction }: LabelOrder): Sorting<Label> {
  const byAge = ({ databaseId }: Label) => [databaseId];
  const byName = ({ name }: Label) => [name.toLowerCase()];
  return { key: field === "NAME" ? byName : byAge, direction };
}
