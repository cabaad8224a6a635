import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { loadSettings, type Settings } from "../../source/settings/settings.ts";
import type { SettingFlags } from "../../source/settings/sources.ts";

/** A repository folder and a user's folder, both empty at first, gone after the test. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "orc-settings-"));
  readonly repo = join(this.root, "repo");
  readonly plansDir = join(this.repo, ".plans");
  readonly userDir = join(this.root, "user");
  readonly projectPath = join(this.plansDir, "config.json");
  readonly userPath = join(this.userDir, "config.json");
  readonly env: Record<string, string> = { ORC_TUI_CONFIG_DIR: this.userDir };

  constructor() {
    mkdirSync(this.plansDir, { recursive: true });
    mkdirSync(this.userDir);
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
  }

  /** Writes the project's file; an object as JSON, text as it is. */
  says(content: unknown): this {
    writeFileSync(this.projectPath, typeof content === "string" ? content : JSON.stringify(content));
    return this;
  }

  userSays(content: unknown): this {
    writeFileSync(this.userPath, typeof content === "string" ? content : JSON.stringify(content));
    return this;
  }

  load(env: Record<string, string> = {}, flags: SettingFlags = {}): Promise<Settings> {
    return loadSettings({ plansDir: this.plansDir, env: { ...this.env, ...env }, flags });
  }
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a rejection, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}
