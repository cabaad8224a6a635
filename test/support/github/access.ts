import type { Account } from "./world/entities.ts";

/** What a token was given when it was made. */

export type Level = "read" | "write";

/** Fine-grained tokens and apps: what is not named is not granted. */
export interface TokenPermissions {
  readonly metadata?: Level;
  readonly issues?: Level;
  readonly pull_requests?: Level;
  readonly contents?: Level;
  readonly statuses?: Level;
  /** Only apps can have it: for a fine-grained personal token there is no such permission. */
  readonly checks?: Level;
}

export type Resource = keyof TokenPermissions;

export interface Classic {
  readonly scopes: readonly string[];
}

export interface FineGrained {
  readonly permissions: TokenPermissions;
  /** As `owner/name`; all of them where it is left out. */
  readonly repositories?: readonly string[];
}

export type Grant = Classic | FineGrained;

export type Access = {
  readonly account: Account;
  /** Milliseconds; `null` for never. */
  readonly expiresAt: number | null;
} & (({ readonly kind: "classic" } & Classic) | ({ readonly kind: "fine-grained" | "app" } & FineGrained));

export function accessOf(account: Account, grant: Grant, expiresAt: number | null = null): Access {
  if ("scopes" in grant) return { kind: "classic", account, expiresAt, scopes: grant.scopes };
  return { ...grant, kind: account.__typename === "Bot" ? "app" : "fine-grained", account, expiresAt };
}

/** GitHub's words for whose rights do not suffice. */
export function tokenKind(access: Access): string {
  return access.kind === "app" ? "integration" : "personal access token";
}
