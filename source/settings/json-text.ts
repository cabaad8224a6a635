/** Where JSON text stops being JSON: line and column from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

const TOKEN =
  /[{}[\]:,]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/** What may come next, and how to say so. */
const EXPECTED = {
  value: "a value",
  "first item": "a value or ]",
  "first key": "a key in double quotes or }",
  key: "a key in double quotes",
  colon: "a colon",
  separator: "a comma or the closing bracket",
  end: "nothing more",
} as const;
type Expected = keyof typeof EXPECTED;

/**
 * Finds the first place where `text` is not JSON, `null` where it is. `JSON.parse` is the judge of what
 * is valid; it tells the place only in prose that differs between engines, so this looks for it.
 */
export function findJsonFault(text: string): JsonFault | null {
  const open: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    at += matchAt(SPACE, text, at).length;
    if (at === text.length) return expected === "end" ? null : faultAt(text, at, expected);
    const token = matchAt(TOKEN, text, at);
    const next = accept(expected, token, open);
    if (next === null) return faultAt(text, at, expected);
    expected = next;
    at += token.length;
  }
}

/** What may follow `token`; `null` where it may not stand here. Keeps `open`, the brackets around it. */
function accept(expected: Expected, token: string, open: string[]): Expected | null {
  const isString = token.startsWith('"');
  const isScalar = isString || /^[-\dtfn]/.test(token);
  const closes = token === (open.at(-1) === "{" ? "}" : "]") && open.length > 0;
  const mayClose = expected === "first item" || expected === "first key" || expected === "separator";
  if (closes && mayClose) {
    open.pop();
    return afterValue(open);
  }
  if (expected === "value" || expected === "first item") {
    if (isScalar) return afterValue(open);
    if (token !== "{" && token !== "[") return null;
    open.push(token);
    return token === "{" ? "first key" : "first item";
  }
  if (expected === "key" || expected === "first key") return isString ? "colon" : null;
  if (expected === "colon") return token === ":" ? "value" : null;
  if (expected === "separator" && token === ",") return open.at(-1) === "{" ? "key" : "value";
  return null;
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? "end" : "separator";
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function faultAt(text: string, at: number, expected: Expected): JsonFault {
  const before = text.slice(0, at).split("\n");
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    expected: `expected ${EXPECTED[expected]}`,
  };
}
