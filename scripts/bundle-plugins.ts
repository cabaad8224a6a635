/**
 * What the bundle changes in the packages it takes in. Each change is told by its reason and what it gains, and
 * stops the build where the package is no longer what it was.
 */
import { join } from "node:path";
import { NARROW } from "../source/ui/text/characters.ts";

const CHARACTERS = join(import.meta.dirname, "../source/ui/text/characters.ts");

/** Ink can attach React's developer tools; they are not part of this program. */
export const withoutDevtools = {
  name: "without-devtools",
  resolveId: (id: string) => (id === "react-devtools-core" ? "\0devtools" : null),
  load: (id: string) =>
    id === "\0devtools" ? "export default { initialize() {}, connectToDevTools() {} };" : null,
};

/**
 * Ink's layout engine unpacks its WebAssembly by `fetch`, for which Node first loads its whole HTTP client.
 * Its own way for places without `fetch` needs nothing of that: the first frame comes 20 ms earlier.
 */
const layoutWithoutFetch = change("layout-without-fetch", /yoga-wasm-base64-esm\.js$/, [
  [/"function"\s*!=\s*typeof fetch/g, "true"],
]);

/**
 * Ink measures every piece of every row in every frame. What is not ASCII is split into graphemes and matched
 * against all emoji there are; the dashboard's lines and signs need not be: a key then costs a sixth less.
 */
const linesAreNarrow = change("lines-are-narrow", /string-width[\\/]index\.js$/, [
  ["/^[\\u0020-\\u007E]*$/", `/^[${NARROW}]*$/`],
]);

/**
 * Four packages make a segmenter of their own when they are loaded. With ours, which is made only when a text
 * asks for it, the first frame comes 11 ms earlier.
 */
const oneSegmenter = change(
  "one-segmenter",
  /(?:string-width[\\/]index|wrap-ansi[\\/]index|slice-ansi[\\/]tokenize-ansi)\.js$/,
  [[/new Intl\.Segmenter\([^)]*\)/g, "{ segment: (text) => characterSegmenter().segment(text) }"]],
  `import { characterSegmenter } from ${JSON.stringify(CHARACTERS)};`,
);

/**
 * Node takes 18 ms to gather all emoji there are for the expression that tells them. It does so only when a text that
 * is not narrow is measured, which on most screens is none.
 */
const emojiWhenNeeded = change(
  "emoji-when-needed",
  /string-width[\\/]index\.js$/,
  [
    [
      "rgiEmojiRegex = /^\\p{RGI_Emoji}$/v",
      "rgiEmojiRegex = { test: (text) => (allEmoji ??= /^\\p{RGI_Emoji}$/v).test(text) }",
    ],
  ],
  "let allEmoji;",
);

/** The two that divide whole rows get the short way for plain ones: the first frame comes 10 ms earlier. */
const plainRows = change(
  "plain-rows",
  /(?:ansi-tokenize[\\/]build[\\/]tokenize|ink[\\/]build[\\/]line-update)\.js$/,
  [[/new Intl\.Segmenter\([^)]*\)/g, "{ segment: charactersOf }"]],
  `import { charactersOf } from ${JSON.stringify(CHARACTERS)};`,
);

/**
 * Ink takes every row apart into cells anew in every frame, though few rows are others than in the frame before.
 * It keeps what it has found, and the blank cells below the rows are one and the same.
 */
const rowsAreKept = change(
  "rows-are-kept",
  /ink[\\/]build[\\/]output\.js$/,
  [
    [/styledChars = new Map\(\)/g, "styledChars = keptRows"],
    [
      /row\.push\(\{\s*type: 'char',\s*value: ' ',\s*fullWidth: false,\s*styles: \[\],\s*\}\)/g,
      "row.push(BLANK)",
    ],
  ],
  [
    'import QuickLRU from "quick-lru";',
    "const keptRows = new QuickLRU({ maxSize: 256 });",
    "const BLANK = { type: 'char', value: ' ', fullWidth: false, styles: [] };",
  ].join("\n"),
);

/** The cells of a row share their list of styles, which nothing changes. */
const stylesAreShared = change("styles-are-shared", /ansi-tokenize[\\/]build[\\/]styledChars\.js$/, [
  ["styles: [...codes]", "styles: codes"],
]);

export const bundlePlugins = [
  withoutDevtools,
  layoutWithoutFetch,
  linesAreNarrow,
  oneSegmenter,
  emojiWhenNeeded,
  plainRows,
  rowsAreKept,
  stylesAreShared,
];

/** A plugin that replaces code in the files of that name, and puts some before it. */
function change(
  name: string,
  files: RegExp,
  replacements: readonly (readonly [found: string | RegExp, replacement: string])[],
  before = "",
) {
  return {
    name,
    transform: {
      filter: { id: files },
      handler(code: string, id: string) {
        const changed = replacements.reduce((text, [found, replacement]) => {
          const next = text.replaceAll(found, () => replacement);
          if (next === text)
            throw new Error(`${id} no longer has ${found}: look at the plugin ${name} again`);
          return next;
        }, code);
        return { code: `${before}\n${changed}`, map: null };
      },
    },
  };
}
