import { execa } from "execa";

const TIMEOUT_MS = 5_000;

/** The host behind an alias of the user's ssh settings (`work-github` → `github.com`); itself where it is none. */
export async function resolveSshHost(
  host: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string> {
  // One that begins with a dash would be an option, whatever stands before it.
  if (!/^[A-Za-z0-9_][\w.-]*$/.test(host)) return host;
  const result = await execa("ssh", ["-G", "--", host], {
    env,
    extendEnv: false,
    stdin: "ignore",
    timeout: TIMEOUT_MS,
    reject: false,
  });
  const line = result.exitCode === 0 ? /^hostname (\S+)$/m.exec(String(result.stdout)) : null;
  return line?.[1] ?? host;
}
