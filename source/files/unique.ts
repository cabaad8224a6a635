import { randomBytes } from "node:crypto";

/** A name part that no other process uses, for temporary files beside the real one. */
export function uniqueSuffix(): string {
  return `${process.pid}-${randomBytes(6).toString("hex")}`;
}
