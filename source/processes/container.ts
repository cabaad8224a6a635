import { existsSync } from "node:fs";

/** Files that engines put into their containers. */
const SIGNS: readonly (readonly [path: string, words: string])[] = [
  ["/.dockerenv", "a Docker container"],
  ["/run/.containerenv", "a Podman container"],
];

/** The container that this process runs in, in words; `null` where there is no sign of one. */
export function containerOf(env: Readonly<Record<string, string | undefined>>): string | null {
  const sign = SIGNS.find(([path]) => existsSync(path));
  if (sign !== undefined) return sign[1];
  // systemd-nspawn, LXC, Podman and others say it by this variable; dev containers and Claude Code by these.
  if ((env.container ?? "") !== "") return `a container (${env.container})`;
  if (env.IS_SANDBOX === "1" || env.REMOTE_CONTAINERS === "true") return "a sandbox, by its environment";
  return null;
}
