import { existsSync, renameSync } from "node:fs";

/** Gives a file or folder the name `<name>.corrupt-<time>`: nothing is deleted (spec section 3). */
export function moveAside(path: string, now: Date): void {
  const stamp = now.toISOString().replace(/[:.]/g, "-");
  let target = `${path}.corrupt-${stamp}`;
  for (let n = 2; existsSync(target); n += 1) target = `${path}.corrupt-${stamp}-${n}`;
  renameSync(path, target);
}
