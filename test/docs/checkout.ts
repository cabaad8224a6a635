import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { type Block, ROOT } from "./documents.ts";

/** A copy of this checkout as `npm ci` leaves it, to build and to change in. */
export interface Checkout {
  readonly path: string;
  /** Does what a block of a document tells: writes its file, or makes its change. */
  apply(block: Block): void;
  /** A line as it stands in a document, in a shell. */
  shell(line: string): Promise<{ readonly exitCode: number | undefined; readonly all: string }>;
  remove(): void;
}

const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", "dist", ".git"]);

export function createCheckout(): Checkout {
  const path = mkdtempSync(join(tmpdir(), "orc-checkout-"));
  cpSync(ROOT, path, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(basename(source)) && !basename(source).startsWith(".build-"),
  });
  symlinkSync(join(ROOT, "node_modules"), join(path, "node_modules"));
  return {
    path,
    apply(block) {
      const file = join(path, block.file);
      mkdirSync(dirname(file), { recursive: true });
      const text = block.language === "diff" ? changed(readFileSync(file, "utf8"), block) : block.text;
      writeFileSync(file, text);
    },
    async shell(line) {
      const env = { HOME: path, TMPDIR: join(path, "temporary"), ORC_DEMO_SECONDS: "0" };
      mkdirSync(env.TMPDIR, { recursive: true });
      const { exitCode, all } = await execa({ cwd: path, env, shell: true, reject: false, all: true })(line);
      return { exitCode, all };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Lines that begin with "-" and " " must be there, one after the other; they become those with "+" and " ". */
function changed(text: string, { text: diff, document, file }: Block): string {
  const lines = diff.trimEnd().split("\n");
  const side = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign) || line.startsWith(" "))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  if (text.split(side("-")).length !== 2)
    throw new Error(`${document} changes lines of ${file} that do not stand there, once:\n${side("-")}`);
  return text.replace(side("-"), () => side("+"));
}
