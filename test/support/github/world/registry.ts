import type { Entity } from "./entities.ts";

const PREFIXES: Readonly<Record<Entity["__typename"], string>> = {
  User: "U_kgDO",
  Bot: "BOT_kgDO",
  Organization: "O_kgDO",
  Repository: "R_kgDO",
  Label: "LA_kwDO",
  Issue: "I_kwDO",
  PullRequest: "PR_kwDO",
  IssueComment: "IC_kwDO",
  Reaction: "REA_lALO",
};

/** Gives out identities and finds what has one; keeps the clock. */
export class Registry {
  readonly #now: () => number | Date;
  readonly #entities = new Map<string, Entity>();
  #last = 1_000_000;
  #request: number | null = null;

  constructor(now: () => number | Date) {
    this.#now = now;
  }

  /** The one that is being executed. */
  get request(): number | null {
    return this.#request;
  }

  /** `act` has its effects before it returns, whatever it promises. */
  during<T>(request: number, act: () => T): T {
    this.#request = request;
    try {
      return act();
    } finally {
      this.#request = null;
    }
  }

  /** Milliseconds. */
  now(): number {
    return Number(this.#now());
  }

  /** GitHub knows whole seconds only. */
  timestamp(at: number | string | Date = this.now()): string {
    return `${new Date(at).toISOString().slice(0, 19)}Z`;
  }

  /** Database IDs ascend with time. */
  identity(type: Entity["__typename"]): { id: string; databaseId: number } {
    this.#last += 1;
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#last);
    return { id: PREFIXES[type] + bytes.toString("base64url"), databaseId: this.#last };
  }

  register<T extends Entity>(entity: T): T {
    this.#entities.set(entity.id, entity);
    return entity;
  }

  forget(entity: Entity): void {
    this.#entities.delete(entity.id);
  }

  find(id: string): Entity | undefined {
    return this.#entities.get(id);
  }
}
