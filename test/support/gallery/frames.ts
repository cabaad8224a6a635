import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { VirtualTerminal } from "../virtual-terminal.ts";
import { type Scene, type Size, sizesOf } from "./scene.ts";

export const PICTURES = join(import.meta.dirname, "../../../docs/screens");
export const FRAMES = join(PICTURES, "frames");

export const sizeName = ([columns, rows]: Size) => `${columns}x${rows}`;

export function pictureName({ name }: Scene, size: Size, theme: string): string {
  return `${name}-${sizeName(size)}-${theme}.svg`;
}

const heading = (size: Size) => `──────── ${sizeName(size)} ────────\n`;

/** What is to be compared of a screen. Blanks that were written look like those that were not. */
export function frameOf({ lines }: VirtualTerminal): string {
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** The text of a scene in all sizes, to be compared. */
export function framesText(frames: ReadonlyMap<Size, string>): string {
  return [...frames].map(([size, text]) => `${heading(size)}${text}\n`).join("");
}

/** The frames of a scene as they were when the pictures were drawn. */
export function readFrames(scene: Scene): ReadonlyMap<Size, string> {
  const text = readFileSync(join(FRAMES, `${scene.name}.txt`), "utf8");
  const sizes = sizesOf(scene);
  return new Map(
    sizes.map((size, index) => {
      const next = sizes[index + 1];
      const from = text.indexOf(heading(size)) + heading(size).length;
      return [size, text.slice(from, next === undefined ? -1 : text.indexOf(heading(next)) - 1)];
    }),
  );
}
