import type { TextBuffer } from "./text-buffer.ts";
import * as buffers from "./text-buffer.ts";

/** An editing key of the text fields: the usual ones of a shell's line. */
export interface EditingKey {
  readonly keys: readonly string[];
  readonly description: string;
  /** It needs a field of several lines. */
  readonly manyLines?: boolean;
  /** @param width the columns the text is wrapped to */
  readonly apply: (buffer: TextBuffer, width: number) => TextBuffer;
}

export const editingKeys: readonly EditingKey[] = [
  {
    keys: ["enter", "ctrl+j", "alt+enter"],
    description: "new line",
    manyLines: true,
    apply: (b) => buffers.insert(b, "\n"),
  },
  { keys: ["left", "ctrl+b"], description: "character back", apply: buffers.left },
  { keys: ["right", "ctrl+f"], description: "character forward", apply: buffers.right },
  {
    keys: ["up", "ctrl+p"],
    description: "row up",
    manyLines: true,
    apply: (b, width) => buffers.byRows(b, -1, width),
  },
  {
    keys: ["down", "ctrl+n"],
    description: "row down",
    manyLines: true,
    apply: (b, width) => buffers.byRows(b, 1, width),
  },
  { keys: ["alt+b", "alt+left", "ctrl+left"], description: "word back", apply: buffers.wordLeft },
  { keys: ["alt+f", "alt+right", "ctrl+right"], description: "word forward", apply: buffers.wordRight },
  { keys: ["ctrl+a", "home"], description: "start of the line", apply: buffers.toLineStart },
  { keys: ["ctrl+e", "end"], description: "end of the line", apply: buffers.toLineEnd },
  { keys: ["backspace", "ctrl+h"], description: "delete back", apply: buffers.deleteBefore },
  { keys: ["delete", "ctrl+d"], description: "delete forward", apply: buffers.deleteBehind },
  { keys: ["ctrl+w", "alt+backspace"], description: "delete the word before", apply: buffers.deleteWord },
  { keys: ["alt+d"], description: "delete the word behind", apply: buffers.deleteWordBehind },
  { keys: ["ctrl+u"], description: "delete to the line's start", apply: buffers.deleteToLineStart },
  { keys: ["ctrl+k"], description: "delete to the line's end", apply: buffers.deleteToLineEnd },
  { keys: ["ctrl+y"], description: "put in what was deleted last", apply: buffers.yank },
  { keys: ["ctrl+_"], description: "take the last change back", apply: buffers.undo },
];
