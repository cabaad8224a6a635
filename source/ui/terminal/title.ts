import { screenLine } from "../../text/screen.ts";

const PUSH = "\u001b[22;0t";
const POP = "\u001b[23;0t";

/** Remembers the title the terminal has; `restoreTitle` brings it back. */
export function saveTitle(stdout: NodeJS.WritableStream): void {
  stdout.write(PUSH);
}

export function setTitle(stdout: NodeJS.WritableStream, title: string): void {
  stdout.write(`\u001b]2;${screenLine(title)}\u0007`);
}

/** Empties the title as well: not every terminal keeps a stack of them. */
export function restoreTitle(stdout: NodeJS.WritableStream): void {
  stdout.write(`\u001b]2;\u0007${POP}`);
}
