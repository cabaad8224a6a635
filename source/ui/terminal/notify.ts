import { execFile } from "node:child_process";
import { screenLine } from "../../text/screen.ts";
import { truncate } from "../text/width.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How a terminal calls for somebody who is looking elsewhere. */
export type Call = "bell" | "osc 9" | "osc 777";

const BELL = "\u0007";
/** A notification has room for a sentence. */
const WIDEST = 160;
const TMUX_MS = 1_000;

/** Terminals that are known to show notifications, by the name they give themselves in one way or another. */
const CALLS: readonly (readonly [name: RegExp, call: Call])[] = [
  [/iterm/i, "osc 9"],
  [/kitty/i, "osc 9"],
  [/wezterm/i, "osc 777"],
  [/ghostty/i, "osc 777"],
  [/^foot/i, "osc 777"],
  [/contour/i, "osc 777"],
  [/warpterminal/i, "osc 777"],
];

/** By the names that the environment has for it; `TERM` and `LC_TERMINAL` come along over SSH. */
export function callOf({ TERM, TERM_PROGRAM, LC_TERMINAL }: Environment): Call {
  return callNamed(TERM_PROGRAM) ?? callNamed(LC_TERMINAL) ?? callNamed(TERM) ?? "bell";
}

function callNamed(name: string | undefined): Call | null {
  return CALLS.find(([known]) => known.test(name ?? ""))?.[1] ?? null;
}

/** The bytes of a call. */
export function callBytes(call: Call, title: string, words: string): string {
  const text = truncate(screenLine(words), WIDEST);
  switch (call) {
    case "bell":
      return BELL;
    case "osc 9":
      // Never a digit in front: some terminals take that for a progress bar.
      return `\u001b]9;${screenLine(title)}: ${text}${BELL}`;
    case "osc 777":
      // A semicolon ends the title.
      return `\u001b]777;notify;${screenLine(title).replaceAll(";", ",")};${text}${BELL}`;
  }
}

/** What tmux hands on to the terminal outside unread. */
export function throughTmux(bytes: string): string {
  return `\u001bPtmux;${bytes.replaceAll("\u001b", "\u001b\u001b")}\u001b\\`;
}

/**
 * Calls for the person at the terminal: by a notification where the terminal is known to have them, else by its
 * bell. In tmux the terminal outside counts, if tmux lets it be reached; tmux passes on every bell itself.
 */
export async function notify(
  stdout: NodeJS.WritableStream,
  env: Environment,
  title: string,
  words: string,
): Promise<void> {
  if ((env.TMUX ?? "") === "") {
    // GNU screen has no way through, and the names are those of the terminal it was started in.
    const call = (env.STY ?? "") === "" ? callOf(env) : "bell";
    stdout.write(callBytes(call, title, words));
    return;
  }
  const outside = await outsideOfTmux(env);
  const call = outside === null ? "bell" : (callNamed(outside) ?? "bell");
  const bytes = callBytes(call, title, words);
  stdout.write(call === "bell" ? bytes : throughTmux(bytes));
}

/** The name of the terminal that tmux is shown in; `null` where tmux lets nothing through to it. */
function outsideOfTmux(env: Environment): Promise<string | null> {
  const pane = env.TMUX_PANE === undefined ? [] : ["-t", env.TMUX_PANE];
  const format = "#{allow-passthrough} #{client_termtype} #{client_termname}";
  return new Promise((resolve) => {
    execFile(
      "tmux",
      ["display-message", "-p", ...pane, format],
      { env, timeout: TMUX_MS },
      (error, output) => {
        const [allowed, ...names] = output.trim().split(" ");
        // Older ones say 1 for on.
        const isAllowed = error === null && /^(?:on|all|1)$/.test(allowed ?? "");
        resolve(isAllowed ? names.join(" ") : null);
      },
    );
  });
}
