import type { Key } from "ink";
import { graphemes } from "../text/width.ts";

/** One press of a key: its name as in the key table, and the text it types, if any. */
export interface Stroke {
  readonly name: string;
  readonly text: string;
}

const NAMED: readonly (readonly [field: keyof Key, name: string])[] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
  ["escape", "esc"],
  ["tab", "tab"],
  ["backspace", "backspace"],
  ["delete", "delete"],
];

const CONTROL: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "ctrl+j",
  "\t": "tab",
  "\u007f": "backspace",
  "\u001b": "esc",
};

/** The strokes of one input event; fast typing arrives as one event with several characters. */
export function strokesOf(input: string, key: Key): Stroke[] {
  if (key.eventType === "release") return [];
  const named = NAMED.find(([field]) => key[field] === true)?.[1];
  if (named !== undefined) return [{ name: modified(named, key), text: "" }];
  if (key.return) return [{ name: key.meta || key.shift ? "alt+enter" : "enter", text: "" }];
  if (key.ctrl) return input === "" ? [] : [{ name: `ctrl+${input.toLowerCase()}`, text: "" }];
  if (key.meta) return input === "" ? [] : [{ name: `alt+${input}`, text: "" }];
  return graphemes(input).flatMap(({ text }) => typed(text));
}

function modified(name: string, key: Key): string {
  if (name === "tab" && key.shift) return "shift+tab";
  if (key.ctrl) return `ctrl+${name}`;
  return key.meta && name !== "esc" ? `alt+${name}` : name;
}

function typed(character: string): Stroke[] {
  if (character === "\r\n") return [{ name: "enter", text: "" }];
  const control = CONTROL[character];
  if (control !== undefined) return [{ name: control, text: "" }];
  const code = character.charCodeAt(0);
  // Of the upper ones ctrl+_ is the one that people know.
  if (code < 0x20)
    return [{ name: `ctrl+${String.fromCharCode(code + (code > 0x1a ? 0x40 : 0x60))}`, text: "" }];
  return [{ name: character === " " ? "space" : character, text: character }];
}
