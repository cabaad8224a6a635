import packageFile from "../../../package.json" with { type: "json" };
import { readGit } from "../../git/run.ts";
import { type Check, failure, ok, problem, warning } from "./check.ts";

/** The oldest git with all that is used: `rev-parse --path-format`. */
const OLDEST_GIT = "2.31";

/** What the terminal is, as far as this process can see. */
export interface Terminal {
  /** `null` where there is none. */
  readonly size: { readonly columns: number; readonly rows: number } | null;
  readonly colours: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export async function lookAtGit(cwd: string): Promise<Check> {
  try {
    const { stdout } = await readGit(cwd, ["--version"]);
    return judgeGit(stdout);
  } catch (error) {
    return failure("git", error);
  }
}

/** @param answer of `git --version`: `git version 2.39.5 (Apple Git-154)` */
export function judgeGit(answer: string): Check {
  const version = /\d+\.\d+(?:\.\d+)?/.exec(answer)?.[0] ?? "";
  if (isAtLeast(version, OLDEST_GIT)) return ok("git", version);
  const message = `${version === "" ? answer : version} is older than ${OLDEST_GIT}`;
  return problem("git", message, `Install git ${OLDEST_GIT} or newer: https://git-scm.com/downloads.`);
}

export function judgeNode(version: string): Check {
  const oldest = packageFile.engines.node.replace(/^>=/, "");
  if (isAtLeast(version, oldest)) return ok("Node", version);
  return problem("Node", `${version} is older than ${oldest}`, `Install Node ${oldest} or newer.`);
}

/** The dashboard's smallest size (spec section 12). */
const SMALLEST = { columns: 40, rows: 12 };

export function judgeTerminal({ size, colours, env }: Terminal): Check[] {
  const what = "terminal";
  if (size === null) return [ok(what, "none: orc-tui prints the list instead of the dashboard")];
  const { columns, rows } = size;
  if (env.TERM === "dumb")
    return [
      warning(what, "TERM is dumb: it cannot show the dashboard", "Use another terminal, or the commands."),
    ];
  const findings: Check[] = [];
  if (columns < SMALLEST.columns || rows < SMALLEST.rows)
    findings.push(
      warning(
        what,
        `${columns}x${rows} is too small`,
        `Make it ${SMALLEST.columns}x${SMALLEST.rows} or larger.`,
      ),
    );
  if (!isUnicode(env))
    findings.push(
      warning(
        "characters",
        "the locale is not UTF-8: lines and signs may look wrong",
        "Set LANG=C.UTF-8, say.",
      ),
    );
  return findings.length > 0
    ? findings
    : [ok(what, `${columns}x${rows}, ${describeColours(colours, env)}, UTF-8`)];
}

function describeColours(colours: number, { NO_COLOR }: Terminal["env"]): string {
  if (NO_COLOR !== undefined && NO_COLOR !== "") return "no colours (NO_COLOR)";
  return colours <= 2 ? "no colours" : `${colours} colours`;
}

function isUnicode({ LC_ALL, LC_CTYPE, LANG }: Terminal["env"]): boolean {
  if (process.platform === "darwin") return true;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || "");
}

function isAtLeast(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = oldest.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
