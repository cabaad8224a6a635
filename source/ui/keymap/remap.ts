import { editingKeys } from "../editor/editing-keys.ts";
import type { Command } from "./command.ts";
import { scopes } from "./scopes.ts";

/** Which keys a person wants for which command, by its id. */
export type KeyWishes = Readonly<Record<string, readonly string[]>>;

/** The commands with the keys that count here, and what cannot be as it was wished, in sentences. */
export interface Keymap {
  readonly commands: readonly Command[];
  readonly warnings: readonly string[];
}

/** Must stay where everybody looks for it: the way out of a screen whose keys were remapped badly. */
const FIXED: Readonly<Record<string, string>> = { "screen.interrupt": "ctrl+c", "screen.suspend": "ctrl+z" };

/** Lays a person's keys over the table. A key that was asked for beats one that was there before. */
export function keymapFrom(table: readonly Command[], wishes: KeyWishes): Keymap {
  if (Object.keys(wishes).length === 0) return { commands: table, warnings: [] };
  const warnings = Object.keys(wishes)
    .filter((id) => table.every((command) => command.id !== id))
    .map((id) => `keys: there is no command ${id}; the palette names the chosen one`);
  const wished = table.map((command) => {
    const keys = keysOf(command, wishes, warnings);
    return { ...command, keys };
  });
  return { commands: wished.map((command) => withoutLost(command, wished, wishes, warnings)), warnings };
}

function keysOf(command: Command, wishes: KeyWishes, warnings: string[]): readonly string[] {
  const { id, scope } = command;
  const keys = wishes[id];
  if (keys === undefined) return command.keys;
  const fixed = FIXED[id];
  if (fixed !== undefined) {
    warnings.push(`keys: ${id} keeps ${fixed}`);
    return command.keys;
  }
  return keys.filter((key) => {
    const isText = scopes[scope].writing === true && isForTheText(key);
    if (isText) warnings.push(`keys: ${key} cannot be for ${id}: there it goes into the text`);
    return !isText;
  });
}

function isForTheText(key: string): boolean {
  if (key === "space" || Array.from(key).length === 1) return true;
  return editingKeys.some(({ keys, manyLines }) => manyLines !== true && keys.includes(key));
}

/** The command without the keys that another one of its scope has. */
function withoutLost(
  command: Command,
  all: readonly Command[],
  wishes: KeyWishes,
  warnings: string[],
): Command {
  const keys = command.keys.filter((key) => {
    const owner = ownerOf(key, command, all, wishes);
    if (owner !== command) warnings.push(`keys: ${key} is for ${owner.id}, so ${command.id} is without it`);
    return owner === command;
  });
  return { ...command, keys };
}

/** Who gets the key in the command's scope: the first that it was wished for, else the first in the table. */
function ownerOf(key: string, command: Command, all: readonly Command[], wishes: KeyWishes): Command {
  const claims = all.filter((each) => each.scope === command.scope && each.keys.includes(key));
  return claims.find(({ id }) => wishes[id]?.includes(key)) ?? claims[0] ?? command;
}
