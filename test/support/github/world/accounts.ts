import { type Access, accessOf, type Grant } from "../access.ts";
import { sameName } from "./changes.ts";
import type { Account, Permission, Tokens } from "./entities.ts";
import type { Registry } from "./registry.ts";

export interface AccountInit {
  readonly login: string;
  readonly type?: Account["__typename"];
  readonly name?: string;
  /** Its role in the world's first repository; `null` (or left out) for an outsider. */
  readonly permission?: Permission | null;
  readonly token?: string;
  /** What the token may do: a classic one with `repo`, unless said otherwise; for a bot everything an app can have. */
  readonly grant?: Grant;
}

/** People, bots, organisations and their tokens. A bot and a person may have the same bare login. */
export class Accounts {
  readonly tokens: Tokens = new Map();
  readonly #registry: Registry;
  readonly #all: Account[] = [];

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  add({ login, type = "User", name, token, grant }: AccountInit): Account {
    const account = this.#registry.register<Account>({
      __typename: type,
      ...this.#registry.identity(type),
      login,
      name: name ?? null,
      createdAt: this.#registry.timestamp(),
    });
    this.#all.push(account);
    if (token !== undefined) this.giveToken(token, account, grant);
    return account;
  }

  giveToken(
    token: string,
    account: Account,
    grant: Grant = usualGrant(account),
    expiresAt: number | null = null,
  ) {
    const access: Access = accessOf(account, grant, expiresAt);
    this.tokens.set(token, access);
    return access;
  }

  /** `orc-app[bot]` is the bot and nobody else. */
  find(login: string, type?: Account["__typename"]): Account | undefined {
    if (login.endsWith("[bot]")) return this.find(login.slice(0, -"[bot]".length), "Bot");
    return this.#all.find(
      (account) => sameName(account.login, login) && (type === undefined || account.__typename === type),
    );
  }

  get(login: string): Account {
    const account = this.find(login);
    if (account === undefined) throw new Error(`no account ${login} in the GitHub double: add it first`);
    return account;
  }
}

function usualGrant({ __typename }: Account): Grant {
  if (__typename !== "Bot") return { scopes: ["repo"] };
  const permissions = { metadata: "read", issues: "write", pull_requests: "write" } as const;
  return { permissions: { ...permissions, contents: "write", checks: "read", statuses: "read" } };
}
