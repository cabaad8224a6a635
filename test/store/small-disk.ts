import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlansLayout, plansLayout } from "../../source/store/layout.ts";

/** A real file system of its own that can be filled up and made read-only. */
export interface SmallDisk {
  readonly layout: PlansLayout;
  /** Takes the last free byte. */
  fill(): void;
  free(): void;
  setReadOnly(readOnly: boolean): void;
  remove(): void;
}

/** `null` where this user may not mount one. */
export function mountSmallDisk(sizeKb: number): SmallDisk | null {
  const root = mkdtempSync(join(tmpdir(), "orc-disk-"));
  try {
    run("mount", "-t", "tmpfs", "-o", `size=${sizeKb}k`, "tmpfs", root);
  } catch {
    rmSync(root, { recursive: true });
    return null;
  }
  const ballast = join(root, "ballast");
  return {
    layout: plansLayout(join(root, ".plans")),
    fill: () => fill(ballast),
    free: () => rmSync(ballast, { force: true }),
    setReadOnly: (readOnly) => run("mount", "-o", `remount,${readOnly ? "ro" : "rw"}`, root),
    remove: () => {
      run("umount", root);
      rmSync(root, { recursive: true });
    },
  };
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: "ignore" });
}

function fill(path: string): void {
  const file = openSync(path, "a");
  try {
    for (;;) writeSync(file, Buffer.alloc(1_024));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  } finally {
    closeSync(file);
  }
}
