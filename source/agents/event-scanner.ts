import type { AgentEvent } from "./events.ts";
import type { Provider } from "./providers/provider.ts";

const NEWLINE = 10;
const BRACE = 123;
/** A longer line is passed over as a whole: its head alone would be other JSON than what was said. */
const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * Finds the events that decide a run in a stream of blocks, reading only lines that hold one of the provider's
 * markers. Blocks may end anywhere, within a character too.
 */
export class EventScanner {
  readonly #provider: Pick<Provider, "markers" | "readLine">;
  readonly #markers: readonly Buffer[];
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #skipping = false;
  #sawEvent = false;

  constructor(provider: Pick<Provider, "markers" | "readLine">) {
    this.#provider = provider;
    this.#markers = provider.markers.map((marker) => Buffer.from(marker));
  }

  /** Did the last block complete a line that is an event, if perhaps one that decides nothing? */
  get sawEvent(): boolean {
    return this.#sawEvent;
  }

  /** The events of the lines that this block completes. */
  push(block: Buffer): AgentEvent[] {
    this.#sawEvent = false;
    if (this.#markers.length === 0) return [];
    const lineEnd = block.lastIndexOf(NEWLINE);
    if (lineEnd === -1) {
      this.#keep(block);
      return [];
    }
    let from = 0;
    if (this.#skipping) {
      from = block.indexOf(NEWLINE) + 1;
      this.#skipping = false;
    }
    const whole = Buffer.concat([...this.#pending, block.subarray(from, lineEnd + 1)]);
    this.#forget();
    this.#keep(block.subarray(lineEnd + 1));
    return this.#eventsIn(whole);
  }

  /** The events of a last line without a newline. */
  finish(): AgentEvent[] {
    const rest = Buffer.concat(this.#pending);
    this.#forget();
    return this.#skipping ? [] : this.#eventsIn(rest);
  }

  #keep(part: Buffer): void {
    if (this.#skipping || part.length === 0) return;
    // A copy: the block belongs to the caller, who may fill it again.
    this.#pending.push(Buffer.from(part));
    this.#pendingBytes += part.length;
    if (this.#pendingBytes <= LONGEST_LINE) return;
    this.#forget();
    this.#skipping = true;
  }

  #forget(): void {
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #eventsIn(lines: Buffer): AgentEvent[] {
    this.#sawEvent = lines[0] === BRACE || lines.includes("\n{");
    const events: AgentEvent[] = [];
    const next = this.#markers.map((marker) => lines.indexOf(marker));
    for (;;) {
      const hits = next.filter((at) => at !== -1);
      if (hits.length === 0) return events;
      const hit = Math.min(...hits);
      const start = lines.lastIndexOf(NEWLINE, hit) + 1;
      const newline = lines.indexOf(NEWLINE, hit);
      const end = newline === -1 ? lines.length : newline;
      events.push(...this.#provider.readLine(lines.toString("utf8", start, end)));
      this.#markers.forEach((marker, index) => {
        const at = next[index];
        if (at !== undefined && at !== -1 && at < end) next[index] = lines.indexOf(marker, end);
      });
    }
  }
}
