/**
 * The licences of the packages whose code is in the bundle. They ask to be handed on with it, so the bundle has them
 * in a file beside it; a package under any other licence stops the build.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

/** Under these a program may be handed on in any form, as long as their texts go with it. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
]);

/** Packages under the MIT licence that come without its text, and whom they name as their author. */
const WITHOUT_TEXT: Readonly<Record<string, string>> = {
  "yoga-layout": "Copyright (c) Meta Platforms, Inc. and affiliates.",
};

export const THIRD_PARTY = "THIRD-PARTY.txt";

export const thirdParty: Plugin = {
  name: "third-party",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((part) => (part.type === "chunk" ? part.moduleIds : []));
    this.emitFile({ type: "asset", fileName: THIRD_PARTY, source: noticesOf(packagesOf(modules)) });
  },
};

/** The folders of the packages that these modules come from. */
function packagesOf(modules: readonly string[]): string[] {
  const folders = modules.map(
    (id) => id.match(/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/)?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

function noticesOf(folders: readonly string[]): string {
  const notices = new Map(folders.map(noticeOf));
  const sorted = [...notices].sort(([one], [other]) => (one < other ? -1 : 1));
  const head = "orc-tui contains code of these packages:";
  return `${[head, ...sorted.map(([title, text]) => `${title}\n\n${text}`)].join(`\n\n${"-".repeat(80)}\n`)}\n`;
}

/** The same package may be there in the same version more than once. */
function noticeOf(folder: string): [title: string, text: string] {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!PERMISSIVE.has(license))
    throw new Error(`${name} ${version} is under ${license}, which the bundle cannot be handed on under`);
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length === 0) texts.push(mitText(name));
  return [`${name} ${version} (${license})`, texts.join("\n\n")];
}

function mitText(name: string): string {
  const author = WITHOUT_TEXT[name];
  if (author === undefined) throw new Error(`${name} comes without the text of its licence`);
  const ours = readFileSync(join(import.meta.dirname, "../LICENSE"), "utf8");
  return ours.trim().replace(/^Copyright .*$/m, author);
}
