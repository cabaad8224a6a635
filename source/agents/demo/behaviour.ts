/** How the demo agent behaves; everything but `write` is for trials and tests. */
export type Behaviour =
  /** Writes the documents. */
  | { readonly name: "write" }
  /** Ends with an error and exit code 1. */
  | { readonly name: "fail" }
  /** Begins, then says nothing any more. */
  | { readonly name: "hang" }
  /** Writes the documents, then prints lines at an even rate. */
  | { readonly name: "flood"; readonly linesPerSecond: number; readonly totalLines: number | null }
  /** Writes the documents, says it is done, and stays. */
  | { readonly name: "linger" }
  /** Says it is done without having written anything. */
  | { readonly name: "no-documents" }
  /** Prints what no terminal should get to see. */
  | { readonly name: "hostile" };

const DEFAULT_RATE = 1_000;

/** Reads `ORC_DEMO_BEHAVIOUR`: a name, for `flood` with `:<lines a second>:<lines>`. Any other word means `write`. */
export function parseBehaviour(words: string): Behaviour {
  const [name = "", rate, total] = words.split(":");
  switch (name) {
    case "fail":
    case "hang":
    case "linger":
    case "no-documents":
    case "hostile":
      return { name };
    case "flood":
      return { name, linesPerSecond: positive(rate) ?? DEFAULT_RATE, totalLines: positive(total) };
    default:
      return { name: "write" };
  }
}

function positive(word: string | undefined): number | null {
  const value = Number(word);
  return Number.isFinite(value) && value > 0 ? Math.ceil(value) : null;
}
