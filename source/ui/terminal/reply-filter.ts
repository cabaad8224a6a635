const ESCAPE = "\u001b";
/** The longest colour a terminal answers with. */
const LONGEST = 64;
const REPLY = new RegExp(`^\\u001b\\]11;([^\\u0007\\u001b]{0,${LONGEST}})(?:\\u0007|\\u001b\\\\)`);
const BEGINNING = new RegExp(`^\\u001b(?:\\](?:1(?:1(?:;[^\\u0007\\u001b]{0,${LONGEST}}\\u001b?)?)?)?)?$`);

/** Takes a terminal's answers (to OSC 11) out of what is typed, however the two are cut into pieces. */
export class ReplyFilter {
  readonly #onReply: (color: string) => void;
  #held = "";

  constructor(onReply: (color: string) => void) {
    this.#onReply = onReply;
  }

  /** What could become an answer and is kept back until more of it is there. */
  get isHolding(): boolean {
    return this.#held !== "";
  }

  /**
   * The typed part of what has arrived.
   * @param expecting an answer is due, so that even a lone escape may be its beginning
   */
  pass(arrived: string, expecting: boolean): string {
    let rest = this.#held + arrived;
    let typed = "";
    this.#held = "";
    for (let start = rest.indexOf(ESCAPE); start >= 0; start = rest.indexOf(ESCAPE)) {
      typed += rest.slice(0, start);
      rest = rest.slice(start);
      const reply = REPLY.exec(rest);
      if (reply !== null) {
        rest = rest.slice(reply[0].length);
        this.#onReply(reply[1] ?? "");
      } else if (BEGINNING.test(rest) && (expecting || rest !== ESCAPE)) {
        this.#held = rest;
        return typed;
      } else {
        typed += ESCAPE;
        rest = rest.slice(1);
      }
    }
    return typed + rest;
  }

  /** What was kept back and is typed after all. */
  release(): string {
    const held = this.#held;
    this.#held = "";
    return held;
  }
}
