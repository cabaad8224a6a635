import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { carriersOf, signalProcess } from "../../source/processes/tree.ts";
import { eventually } from "./eventually.ts";
import type { ProgramOptions } from "./pty.ts";

/** What a person has in front of them, whatever terminal it is. */
export interface Screen {
  press(keys: string): void;
  /** Waits until the screen shows it. @throws with the screen, where the time runs out */
  waitFor(expectation: string | RegExp | ((screen: string) => boolean)): Promise<string>;
}

const MARK = "TMUX_TERMINAL";

/** `false` where the machine has no tmux: what needs it is skipped then, and says so. */
export const hasTmux = (() => {
  try {
    execFileSync("tmux", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** A program in a tmux of its own, which knows no settings of anybody. */
export class TmuxTerminal implements Screen {
  readonly #socket = `orc-tui-${randomUUID()}`;
  readonly #env: NodeJS.ProcessEnv;

  constructor({ file, args, cwd, env, columns = 80, rows = 24 }: ProgramOptions) {
    this.#env = { ...env, TERM: "xterm-256color", TMUX: undefined, [MARK]: this.#socket };
    const size = ["-x", String(columns), "-y", String(rows)];
    this.#tmux("-f", "/dev/null", "new-session", "-d", ...size, "-c", cwd, "--", file, ...args);
  }

  press(keys: string): void {
    const bytes = [...Buffer.from(keys)].map((byte) => byte.toString(16).padStart(2, "0"));
    this.#tmux("send-keys", "-H", ...bytes);
  }

  async waitFor(expectation: string | RegExp | ((screen: string) => boolean)): Promise<string> {
    const isMet =
      typeof expectation === "function"
        ? expectation
        : (screen: string) =>
            typeof expectation === "string" ? screen.includes(expectation) : expectation.test(screen);
    let screen = "";
    await eventually(`the screen shows ${String(expectation)}`, () => {
      screen = this.#tmux("capture-pane", "-p").replaceAll("\u00a0", " ");
      return isMet(screen);
    }).catch((error: Error) => {
      throw new Error(`${error.message}; it is:\n${screen}`);
    });
    return screen;
  }

  /** Settles when the program has ended, and tmux with it. */
  async ended(): Promise<void> {
    await eventually("tmux has ended", () => !this.#isOpen());
  }

  /** Ends tmux and everything that was started in it. */
  async close(): Promise<void> {
    await eventually("nothing of it is left", () => {
      const left = carriersOf({ [MARK]: this.#socket });
      for (const { pid } of left) signalProcess(pid, "SIGKILL");
      return left.length === 0;
    });
  }

  #isOpen(): boolean {
    try {
      this.#tmux("has-session");
      return true;
    } catch {
      return false;
    }
  }

  #tmux(...args: string[]): string {
    return execFileSync("tmux", ["-L", this.#socket, ...args], {
      encoding: "utf8",
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
}
