import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** A fenced block of a document. */
export interface Block {
  readonly document: string;
  /** The heading that it stands under. */
  readonly heading: string;
  /** What the fence says: the language, and after it the file that the block belongs into. */
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

/** All documents for people, by their paths. */
export const documents: readonly string[] = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
].sort();

export function documentText(document: string): string {
  return readFileSync(join(ROOT, document), "utf8");
}

export function blocksOf(document: string): Block[] {
  const parts = documentText(document).matchAll(/^```(\w*) ?(.*)\n([\s\S]*?)^```$|^#+ (.+)$/gm);
  let heading = "";
  return [...parts].flatMap(([, language = "", file = "", text = "", title]) => {
    if (title === undefined) return [{ document, heading, language, file, text }];
    heading = title;
    return [];
  });
}

/** What stands between backticks in the running text. */
export function codeSpansOf(document: string): string[] {
  const prose = documentText(document).replace(/^```[\s\S]*?^```$/gm, "");
  return [...prose.matchAll(/`([^`\n]+(?:\n[^`\n]+)?)`/g)].map(([, code = ""]) => code.replace(/\s+/g, " "));
}
