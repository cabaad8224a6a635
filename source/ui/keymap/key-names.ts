import { keySign } from "./command.ts";
import type { Keymap } from "./remap.ts";

/** The key that this person has for a command, as it is read: "ctrl-s". `null` where it has none. */
export function signOf({ commands }: Keymap, id: string): string | null {
  const key = commands.find((command) => command.id === id)?.keys[0];
  return key === undefined ? null : keySign(key);
}

/** What a sentence calls the way to a command: its key, or else its name in the palette, which needs no key. */
export function wayTo(keymap: Keymap, id: string): string {
  const label = keymap.commands.find((command) => command.id === id)?.label ?? id;
  return signOf(keymap, id) ?? `“${label}” in the palette`;
}
