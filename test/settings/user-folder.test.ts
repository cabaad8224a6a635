import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { userConfigPath, userFolder } from "../../source/settings/user-folder.ts";
import { Project } from "./project.ts";

it("keeps the user's settings where conf keeps them, and asking for the place creates nothing", async () => {
  const home = join(new Project().root, "home");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  for (const name of ["HOME", "USERPROFILE"]) vi.stubEnv(name, home);
  for (const name of ["APPDATA", "XDG_CONFIG_HOME"]) vi.stubEnv(name, "");
  // Loaded only now: it looks up the home folder once, when it is loaded.
  const { default: Conf } = await import("conf");
  const confPath = () => new Conf({ projectName: "orc-tui", projectSuffix: "" }).path;

  const path = userConfigPath(process.env);
  expect(existsSync(home)).toBe(false);
  expect(path).toBe(confPath());
  for (const name of ["APPDATA", "XDG_CONFIG_HOME"]) vi.stubEnv(name, join(home, "chosen"));
  expect(userConfigPath(process.env)).toBe(confPath());
});

it("keeps them in ORC_TUI_CONFIG_DIR where that is set", () => {
  expect(userFolder({ ORC_TUI_CONFIG_DIR: "/a/../b" })).toBe("/b");
  expect(userFolder({ ORC_TUI_CONFIG_DIR: "" })).toBe(userFolder({}));
});
