import type { TokenPermissions } from "./access.ts";
import type { Behaviour } from "./context.ts";
import { Faults } from "./faults.ts";
import { message } from "./http/answer.ts";
import { answerGraphql } from "./http/graphql.ts";
import { Listener, type Outcome, type Received } from "./http/listener.ts";
import { type LoggedRequest, RequestLog } from "./http/log.ts";
import { type App, answerRest } from "./http/rest.ts";
import { Limits } from "./limits.ts";
import type { AccountInit } from "./world/accounts.ts";
import type { RepositoryInit } from "./world/repositories.ts";
import { World } from "./world/world.ts";

export type { Grant } from "./access.ts";
export type { FaultKind } from "./faults.ts";

export interface AppInit {
  /** The bot's bare login: `orc-app`. */
  readonly slug: string;
  readonly id: number | string;
  readonly installationId: number;
  readonly permissions?: TokenPermissions;
  /** PEM; with it the web tokens' signatures are verified. */
  readonly publicKey?: string;
}

export interface GitHubOptions {
  /** `{}` is `acme/webshop`, private. Left out: none, until one is added. */
  readonly repository?: RepositoryInit;
  readonly accounts?: readonly AccountInit[];
  readonly apps?: readonly AppInit[];
  /** The world's clock; the real one, unless given. */
  readonly now?: () => number | Date;
  /** Whether a change of labels moves an issue's `updatedAt`: reports differ; off, unless asked for. */
  readonly labelsMoveUpdatedAt?: boolean;
  /** Fine-grained tokens may not read `statusCheckRollup` at all, rather than the check runs in it. */
  readonly rollupForbidden?: boolean;
  /** Points an hour and account. */
  readonly limit?: number;
}

export interface GitHub {
  /** `http://127.0.0.1:…/graphql`. */
  readonly url: string;
  /** The same without a path: GraphQL at `/graphql` and `/api/graphql`, REST at `/` and `/api/v3`. */
  readonly origin: string;
  readonly world: World;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly behaviour: Behaviour;
  /** What was posted to GraphQL, in the order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** Of the requests: the most that were under way at the same time. */
  readonly peak: number;
  forgetRequests(): void;
  /** Stops listening and breaks all connections. */
  offline(): Promise<void>;
  /** Listens at the same address again. */
  online(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a GitHub of one's own on loopback: GitHub's published schema over a world that the test arranges. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { now = Date.now, labelsMoveUpdatedAt = false, rollupForbidden = false, limit = 5000 } = options;
  const world = new World({ now, labelsMoveUpdatedAt });
  const limits = new Limits(() => world.now(), limit);
  const faults = new Faults();
  const behaviour = { rollupForbidden };
  const log = new RequestLog();
  const { repository, accounts = [] } = options;
  const owner = accounts.find(({ login }) => login === repository?.owner);
  if (owner) world.accounts.add(owner);
  if (repository) world.addRepository(repository);
  for (const init of accounts) if (init !== owner) world.addAccount(init);
  const apps = (options.apps ?? []).map((init) => install(world, init));

  const parts = { world, limits, faults, behaviour, log };
  const listener = new Listener(async (request: Received): Promise<Outcome> => {
    const isGraphql = request.path === "/graphql" || request.path === "/api/graphql";
    if (isGraphql && request.method === "POST") return await answerGraphql(parts, request);
    return answerRest(request, apps, world) ?? message(404, "Not Found");
  });
  await listener.open();
  const origin = `http://127.0.0.1:${listener.port}`;

  return {
    url: `${origin}/graphql`,
    origin,
    world,
    limits,
    faults,
    behaviour,
    requests: log.entries,
    get peak() {
      return log.peak;
    },
    forgetRequests: () => log.clear(),
    offline: () => listener.close(),
    online: () => listener.open(),
    close: () => listener.close(),
  };
}

function install(world: World, { slug, id, installationId, permissions, publicKey }: AppInit): App {
  return {
    id,
    installationId,
    account: world.accounts.find(slug, "Bot") ?? world.addBot(slug),
    permissions: permissions ?? { metadata: "read", issues: "write", pull_requests: "write" },
    ...(publicKey !== undefined && { publicKey }),
  };
}
