import type { Context } from "../context.ts";
import type { Account } from "../world/entities.ts";
import { accountPath, urlOf } from "../world/web.ts";
import type { FieldTable } from "./table.ts";

/** People, bots and organisations. */
export const accounts: FieldTable = {
  url: (account: Account) => urlOf(accountPath(account)),
  resourcePath: accountPath,
  avatarUrl: ({ databaseId }: Account) => `https://avatars.githubusercontent.com/u/${databaseId}`,
  updatedAt: ({ createdAt }: Account) => createdAt,
  isViewer: ({ id }: Account, _: unknown, { access }: Context) => id === access.account.id,
};

/** A bot is bare everywhere but here. */
export function viewerOf({ access: { account } }: Context): Account {
  return account.__typename === "Bot" ? { ...account, login: `${account.login}[bot]` } : account;
}
