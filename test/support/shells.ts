import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { PseudoTerminal } from "./pty.ts";

/** Where a shell is asked. */
export interface ShellPlace {
  readonly cwd: string;
  /** With a `PATH` on which `orc-tui` is found. */
  readonly env: Readonly<Record<string, string>>;
}

/** What a shell offers for the last word of a line, after it has read the script that the program prints for it. */
export type Offered = (place: ShellPlace, line: string) => Promise<readonly string[]>;

export const SHELLS: Readonly<Record<"bash" | "zsh" | "fish", Offered>> = {
  async bash(place, line) {
    const words = line.split(" ").map((word) => `'${word}'`);
    return linesOf(
      place,
      "bash",
      "--norc",
      "--noprofile",
      "-c",
      `eval "$(orc-tui completion bash)"
      COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}
      _orc_tui; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
  },

  /** Only an interactive zsh completes, so somebody presses the key. */
  async zsh({ cwd, env }, line) {
    const offers = join(mkdtempSync(join(env.HOME ?? "", "zsh-")), "offers");
    const shell = new PseudoTerminal({
      file: "zsh",
      args: ["-d", "-i"],
      cwd,
      env: { ...env, ZDOTDIR: join(import.meta.dirname, "../fixtures/zsh"), OFFERS: offers },
    });
    try {
      await shell.waitFor("at your service");
      shell.press(`${line}\t`);
      await eventually(`zsh has offered what fits ${line}`, () => existsSync(offers));
      return [...new Set(readFileSync(offers, "utf8").split("\n").filter(Boolean))];
    } finally {
      await shell.close();
    }
  },

  async fish(place, line) {
    const ask = `orc-tui completion fish | source; complete -C'${line}'`;
    return linesOf(place, "fish", "--no-config", "-c", ask).map((each) => each.split("\t")[0] ?? "");
  },
};

export function isInstalled(shell: string): boolean {
  try {
    execFileSync(shell, ["-c", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function linesOf({ cwd, env }: ShellPlace, shell: string, ...args: readonly string[]): string[] {
  return execFileSync(shell, args, { cwd, env, encoding: "utf8" }).split("\n").filter(Boolean);
}
