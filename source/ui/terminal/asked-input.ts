import type { Background } from "../theme/theme.ts";
import { ASK_BACKGROUND, backgroundOf } from "./background.ts";
import { ReplyFilter } from "./reply-filter.ts";

/** A terminal that has not answered by then hardly will; if it does, its answer is still not taken for keys. */
const EXPECTED_MS = 1_000;
/** The pieces of an answer come sooner than a person types on. */
const PIECE_MS = 40;

/** The keys of a terminal that has been asked for its background. */
export interface AskedInput {
  /** To be read in place of the terminal: what it answers is not in it. */
  readonly stdin: NodeJS.ReadStream;
  /** From now on somebody else reads. What was typed until now waits there for them. */
  handOn(): void;
}

/**
 * Asks the terminal what is behind its text, and reads on until somebody else does: the answer may be there before
 * the first frame is. Nobody ever waits for it.
 */
export function askBackground(
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WritableStream,
  onBackground: (background: Background) => void,
): AskedInput {
  let isExpecting = true;
  let due = "";
  let release: NodeJS.Timeout | undefined;
  const filter = new ReplyFilter((color) => {
    const background = backgroundOf(color);
    isExpecting = false;
    if (background !== null) onBackground(background);
  });
  const patience = setTimeout(() => {
    isExpecting = false;
  }, EXPECTED_MS);
  patience.unref();

  /** What has been typed, in pieces, and `null` after the last one. */
  const read = (): string | null => {
    if (due !== "") {
      const typed = due;
      due = "";
      return typed;
    }
    for (;;) {
      const arrived: string | null = stdin.read();
      if (arrived === null) return null;
      clearTimeout(release);
      const typed = filter.pass(arrived, isExpecting);
      if (filter.isHolding) release = setTimeout(giveUp, PIECE_MS);
      if (typed !== "") return typed;
    }
  };
  const giveUp = () => {
    due += filter.release();
    stdin.emit("readable");
  };

  let early = "";
  const readEarly = () => {
    for (let typed = read(); typed !== null; typed = read()) early += typed;
  };
  // Or the answer would be echoed, and come only with the next line.
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.on("readable", readEarly);
  stdout.write(ASK_BACKGROUND);
  return {
    stdin: new Proxy(stdin, {
      get(target, name) {
        if (name === "read") return read;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    }),
    handOn() {
      stdin.off("readable", readEarly);
      if (early !== "") stdin.unshift(early, "utf8");
    },
  };
}
