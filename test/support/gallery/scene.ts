import type { FakeSession } from "../fake-session.ts";

/** A moment of the dashboard to be looked at. */
export interface Scene {
  /** In file names. */
  readonly name: string;
  /** What is to be seen, for somebody who leafs through the pictures. */
  readonly caption: string;
  readonly session: (now: number) => FakeSession | Promise<FakeSession>;
  /** On the screen once it is drawn. */
  readonly ready: string;
  /** What is pressed, and what is on the screen thereafter. */
  readonly steps: readonly Step[];
}

export type Step = readonly [keys: string, expected: string];

/** The largest first: there the scenes are played, and then the terminal shrinks. */
export const SIZES = [
  [120, 40],
  [80, 24],
  [40, 12],
] as const;

export const THEMES = ["dark", "light"] as const;

export const KEY = { escape: "\u001b", enter: "\r", send: "\u0013", tab: "\t" } as const;
