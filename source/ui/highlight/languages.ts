import type { LanguageFn } from "highlight.js";

type Load = () => Promise<{ readonly default: LanguageFn }>;

/** The languages whose code is coloured, each loaded when it is first seen. */
export const languages = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  dart: () => import("highlight.js/lib/languages/dart"),
  dockerfile: () => import("highlight.js/lib/languages/dockerfile"),
  elixir: () => import("highlight.js/lib/languages/elixir"),
  go: () => import("highlight.js/lib/languages/go"),
  graphql: () => import("highlight.js/lib/languages/graphql"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  lua: () => import("highlight.js/lib/languages/lua"),
  makefile: () => import("highlight.js/lib/languages/makefile"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  python: () => import("highlight.js/lib/languages/python"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  scss: () => import("highlight.js/lib/languages/scss"),
  sql: () => import("highlight.js/lib/languages/sql"),
  swift: () => import("highlight.js/lib/languages/swift"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
} satisfies Readonly<Record<string, Load>>;

export type Language = keyof typeof languages;

/** How files and code blocks are marked as being in a language. */
const MARKS: Readonly<Record<Language, readonly string[]>> = {
  bash: ["sh", "bash", "zsh", "shell", "console"],
  c: ["c", "h"],
  cpp: ["cpp", "cc", "cxx", "hpp", "hh", "c++"],
  csharp: ["cs", "csharp"],
  css: ["css"],
  dart: ["dart"],
  dockerfile: ["dockerfile", "containerfile"],
  elixir: ["ex", "exs", "elixir"],
  go: ["go", "golang"],
  graphql: ["graphql", "gql"],
  ini: ["ini", "toml", "cfg", "conf", "editorconfig", "gitconfig"],
  java: ["java"],
  javascript: ["js", "jsx", "mjs", "cjs", "javascript"],
  json: ["json", "jsonc", "json5", "webmanifest"],
  kotlin: ["kt", "kts", "kotlin"],
  lua: ["lua"],
  makefile: ["makefile", "mk", "make"],
  markdown: ["md", "markdown", "mdx"],
  php: ["php"],
  python: ["py", "pyi", "python"],
  ruby: ["rb", "ruby", "rake", "gemfile", "rakefile"],
  rust: ["rs", "rust"],
  scss: ["scss", "less"],
  sql: ["sql"],
  swift: ["swift"],
  typescript: ["ts", "tsx", "mts", "cts", "typescript"],
  xml: ["xml", "html", "htm", "svg", "vue", "xhtml"],
  yaml: ["yaml", "yml"],
};

const BY_MARK: ReadonlyMap<string, Language> = new Map(
  Object.entries(MARKS).flatMap(([language, marks]) => marks.map((mark) => [mark, language as Language])),
);

/** The language of a block of code by what stands behind its fence; `null` where it is not known. */
export function languageNamed(mark: string): Language | null {
  return BY_MARK.get(mark.toLowerCase()) ?? null;
}

/** The language of a file by its name; `null` where it is not known. */
export function languageOfFile(path: string): Language | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return BY_MARK.get(name) ?? BY_MARK.get(name.slice(name.lastIndexOf(".") + 1)) ?? null;
}
