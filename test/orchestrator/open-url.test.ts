import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openUrl } from "../../source/orchestrator/open-url.ts";
import { eventually } from "../support/eventually.ts";

const PAGE = "https://github.com/acme/widgets/issues/12?a=1&b=$(touch%20x)";
const SSH = { SSH_CONNECTION: "10.0.0.1 4000 10.0.0.2 22" };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orc-tui-browser-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A browser that notes what it was called with. */
function browser(name: string, exitCode = 0): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nprintf '%s|' "$@" > "${path}.seen"\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

const seen = (path: string) => (existsSync(`${path}.seen`) ? readFileSync(`${path}.seen`, "utf8") : null);

describe("opening a page", () => {
  it("takes the person's own browser, with its arguments, and no shell", async () => {
    const path = browser("fox");
    expect(await openUrl(PAGE, { BROWSER: `${path} --new-window`, PATH: "/usr/bin:/bin" })).toBe(true);
    expect(seen(path)).toBe(`--new-window|${PAGE}|`);
  });

  it("puts the address where the browser wants it, and goes on to the next where one fails or is not there", async () => {
    const [broken, good] = [browser("broken", 1), browser("good")];
    const BROWSER = `nowhere:${broken}:${good} open=%s`;
    expect(await openUrl("http://localhost/", { BROWSER, PATH: "/usr/bin:/bin" })).toBe(true);
    expect(seen(broken)).toBe("http://localhost/|");
    expect(seen(good)).toBe("open=http://localhost/|");
  });

  it("takes the desktop's, and none over SSH or without a desktop", async () => {
    const path = browser("xdg-open");
    const PATH = `${folder}:/usr/bin:/bin`;
    expect(await openUrl(PAGE, { PATH })).toBe(false);
    expect(await openUrl(PAGE, { PATH, DISPLAY: ":0", ...SSH })).toBe(false);
    expect(seen(path)).toBeNull();
    expect(await openUrl(PAGE, { PATH, DISPLAY: ":0" })).toBe(true);
    expect(seen(path)).toBe(`${PAGE}|`);
  });

  it("takes one for open that goes on", async () => {
    const path = join(folder, "slow");
    writeFileSync(path, `#!/bin/sh\necho $$ > "${path}.pid"\nexec sleep 30\n`);
    chmodSync(path, 0o755);
    expect(await openUrl(PAGE, { BROWSER: path, PATH: "/usr/bin:/bin" })).toBe(true);
    const pid = await eventually(
      "it is open",
      () => existsSync(`${path}.pid`) && Number(readFileSync(`${path}.pid`, "utf8")),
    );
    process.kill(pid, "SIGTERM");
  });

  it.each(["file:///etc/passwd", "javascript:alert(1)", "--help", "", "ssh://x"])(
    "refuses %j",
    async (url) => {
      const path = browser("fox");
      await expect(openUrl(url, { BROWSER: path })).rejects.toThrow("is not an address of the web");
      expect(seen(path)).toBeNull();
    },
  );
});
