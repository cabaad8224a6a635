import { join } from "node:path";
import { type Lock, LockTimeoutError, waitForLock } from "../../files/lock.ts";
import { TrackerUnavailableError } from "../errors.ts";
import { explained } from "./explain.ts";
import { GitHubFault, isTransient } from "./faults.ts";
import type { Operation } from "./operations.ts";
import type { RepositoryAddress } from "./repository-address.ts";
import type { PartialAnswer, Transport, Variables } from "./transport.ts";

const MOST_TRIES = 4;
/** A refusal is tried once more: what has just been made is not visible everywhere at once. */
const MOST_REFUSALS = 2;
/** Longer than one try may take, pauses included. */
const LOCK_TIMEOUT_MS = 180_000;

/** The requests of one repository, with faults in words for people. */
export interface GitHubClient {
  readonly address: RepositoryAddress;
  /** The variables `owner` and `name` are added. @throws TrackerRefusedError, TrackerUnavailableError */
  query<Answer>(operation: Operation<Answer>, variables?: Variables): Promise<Answer>;
  queryPart<Answer>(operation: Operation<Answer>, variables?: Variables): Promise<PartialAnswer<Answer>>;
  /**
   * Does something once, however often it has to be tried: `find` looks whether it is done, `act` does it. An answer
   * that was lost is no reason to do it again before looking (spec section 8).
   */
  once<Found>(parts: {
    readonly find: () => Promise<Found | null>;
    readonly act: (send: Sender) => Promise<Found>;
  }): Promise<Found>;
  /** Now by GitHub's clock. */
  now(): number;
  /** Lets one process at a time do what only looking and acting in one go keeps from being doubled. */
  exclusively<T>(action: () => Promise<T>): Promise<T>;
}

export type Sender = <Answer>(
  operation: Operation<Answer>,
  variables: Variables,
  options?: { readonly isUrgent?: boolean },
) => Promise<Answer>;

export function createGitHubClient(
  address: RepositoryAddress,
  transport: Transport,
  plansDir: string,
): GitHubClient {
  const circumstances = { place: `${address.owner}/${address.name}`, host: address.host };
  let lastTurn: Promise<unknown> = Promise.resolve();
  const where = { owner: address.owner, name: address.name };

  async function inWords<T>(operation: Operation<unknown>, request: Promise<T>): Promise<T> {
    try {
      return await request;
    } catch (error) {
      throw explained(error, operation, circumstances);
    }
  }

  /** Among processes. Within this one they wait for one another, so that only one looks at the lock. */
  async function lockRepository(): Promise<Lock> {
    try {
      return await waitForLock(join(plansDir, "tracker", "github.lock"), {
        timeoutMs: LOCK_TIMEOUT_MS,
        signal: transport.closing,
      });
    } catch (error) {
      if (!(error instanceof LockTimeoutError)) throw error;
      throw new TrackerUnavailableError(error.message, `It is tried again by itself. ${error.remedy}`, {
        cause: error,
      });
    }
  }

  return {
    address,
    query: (operation, variables) =>
      inWords(operation, transport.query(operation, { ...where, ...variables })),
    queryPart: (operation, variables) =>
      inWords(operation, transport.queryPart(operation, { ...where, ...variables })),

    async once({ find, act }) {
      let sent: Operation<unknown> | null = null;
      const send: Sender = (operation, variables, options) => {
        sent = operation;
        return transport.mutate(operation, variables, options);
      };
      for (let attempt = 1; ; attempt += 1) {
        const found = await find();
        if (found !== null) return found;
        try {
          return await act(send);
        } catch (error) {
          if (!(error instanceof GitHubFault) || !mayTryAgain(error, attempt))
            throw sent === null ? error : explained(error, sent, circumstances);
          await transport.pause(attempt);
        }
      }
    },

    now: transport.now,

    exclusively(action) {
      const turn = lastTurn.then(async () => {
        const lock = await lockRepository();
        try {
          return await action();
        } finally {
          lock.release();
        }
      });
      lastTurn = turn.catch(() => {});
      return turn;
    },
  };
}

function mayTryAgain(fault: GitHubFault, attempt: number): boolean {
  if (isTransient(fault)) return attempt < MOST_TRIES;
  // The transport waits for as long as GitHub wants, or says that it is too long.
  if (fault.kind === "rate_limited") return attempt < MOST_REFUSALS;
  // Invalid as well: "already exists" is found by the next look.
  return attempt < MOST_REFUSALS;
}
