import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { findExecutable } from "../agents/providers/executable.ts";
import { OrcError } from "../workflow/errors.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A browser that has not failed by now is taken for an open one. */
const PATIENCE_MS = 1_500;

/** Only what a browser is for is given to one. */
class NotAWebAddressError extends OrcError {
  constructor(url: string) {
    super("NOT_A_WEB_ADDRESS", `${JSON.stringify(url)} is not an address of the web`, "Nothing was opened.");
  }
}

/**
 * Opens a page in the person's browser, which goes on by itself and writes nothing to the terminal.
 * `false` where there is none: over SSH, or without a desktop.
 */
export async function openUrl(url: string, env: Environment): Promise<boolean> {
  const address = webAddress(url);
  for (const [file, ...args] of browsers(env, address)) {
    const program = file === undefined ? null : findExecutable(file, "/", env.PATH);
    if (program !== null && (await starts(program, args, env))) return true;
  }
  return false;
}

function webAddress(url: string): string {
  const { protocol = "", href = "" } = URL.parse(url) ?? {};
  if (protocol !== "https:" && protocol !== "http:") throw new NotAWebAddressError(url);
  return href;
}

/** The commands to try, the person's own (`$BROWSER`, as xdg-open and Python read it) first. */
function browsers(env: Environment, address: string): string[][] {
  const own = (env.BROWSER ?? "").split(":").filter((command) => command.trim() !== "");
  const wanted = own.map((command) => {
    const words = command.trim().split(/\s+/);
    return words.some((word) => word.includes("%s"))
      ? words.map((word) => word.replaceAll("%s", address))
      : [...words, address];
  });
  // The browser would open on a screen that the person does not sit at.
  if (isRemote(env)) return wanted;
  if (process.platform === "darwin") return [...wanted, ["open", address]];
  if (existsSync("/proc/sys/fs/binfmt_misc/WSLInterop")) wanted.push(["wslview", address]);
  const hasDesktop = (env.DISPLAY ?? env.WAYLAND_DISPLAY ?? "") !== "";
  return hasDesktop ? [...wanted, ["xdg-open", address]] : wanted;
}

function isRemote(env: Environment): boolean {
  return (env.SSH_CONNECTION ?? env.SSH_TTY ?? "") !== "";
}

async function starts(file: string, args: readonly string[], env: Environment): Promise<boolean> {
  const child = spawn(file, args, { env, stdio: "ignore", detached: true });
  const failed = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
  child.unref();
  return Promise.race([failed, delay(PATIENCE_MS, true, { ref: false })]);
}
