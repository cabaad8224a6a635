import type { FakeSession } from "../fake-session.ts";

/** A moment of the dashboard to be looked at. */
export interface Scene {
  /** In file names. */
  readonly name: string;
  /** What is to be seen, for somebody who leafs through the pictures. */
  readonly caption: string;
  readonly session: (now: number) => FakeSession | Promise<FakeSession>;
  /** What is other than in a usual terminal. */
  readonly terminal?: {
    readonly noColor?: true;
    readonly screenReader?: true;
    /** In bits, as Node tells it. */
    readonly colorDepth?: 4;
  };
  /** The sizes to be looked at where they are not the usual ones, the largest first. */
  readonly sizes?: Sizes;
  /** On the screen once it is drawn. */
  readonly ready: string;
  /** What is pressed, and what is on the screen thereafter. */
  readonly steps: readonly Step[];
}

export type Step = readonly [keys: string, expected: string];

export type Size = readonly [columns: number, rows: number];
type Sizes = readonly [Size, ...Size[]];

/** The largest first: there the scenes are played, and then the terminal shrinks. */
const SIZES: Sizes = [
  [120, 40],
  [80, 24],
  [40, 12],
];

export function sizesOf({ sizes }: Scene): Sizes {
  return sizes ?? SIZES;
}

export const THEMES = ["dark", "light"] as const;

export const KEY = { escape: "\u001b", enter: "\r", send: "\u0013", tab: "\t" } as const;
