import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "orc-where-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An environment whose PATH begins with programs of these names: each a shell script. */
export function withPrograms(scripts: Readonly<Record<string, string>>): {
  env: Record<string, string>;
  folder: string;
} {
  const folder = temporaryFolder();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { folder, env: { PATH: `${folder}:/usr/bin:/bin` } };
}

/** An environment in which there is no program at all. */
export function withoutPrograms(): Record<string, string> {
  return { PATH: temporaryFolder() };
}
