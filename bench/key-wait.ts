import type { PseudoTerminal } from "../test/support/pty.ts";

/** What of a screen is looked at. */
export type Look = (rows: readonly string[]) => unknown;

/**
 * Presses a key; the milliseconds until what is looked at has changed, or is as `until` wants it. Whatever else
 * moves on the screen meanwhile does not count.
 */
export async function keyWait(
  terminal: PseudoTerminal,
  key: string,
  look: Look = (rows) => rows.join("\n"),
  until: (seen: unknown, before: unknown) => boolean = (seen, before) => seen !== before,
): Promise<number> {
  const before = look(terminal.rows());
  const isThere = () => until(look(terminal.rows()), before);
  const start = performance.now();
  let shownAt = start;
  const unwatch = terminal.watch((at) => {
    if (shownAt === start && isThere()) shownAt = at;
  });
  try {
    terminal.press(key);
    await terminal.waitFor(isThere);
    return shownAt - start;
  } finally {
    unwatch();
  }
}

/** The row that is chosen in a list. */
export const chosenRow: Look = (rows) => rows.findIndex((row) => row.startsWith(BAR));

const BAR = "▌";
