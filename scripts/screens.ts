/** Draws every screen and state of the dashboard, from scripted workflows through a terminal emulator, to docs/screens/. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { FRAMES, frameOf, framesText, PICTURES, pictureName } from "../test/support/gallery/frames.ts";
import { type Scene, type Size, sizesOf, THEMES } from "../test/support/gallery/scene.ts";
import { terminalSvg } from "../test/support/terminal-svg.ts";

process.env.TZ = "UTC";
process.env.FORCE_COLOR = "3";
process.env.NODE_ENV = "production";

const wanted = process.argv[2];
/** What was drawn of each scene, in words. */
const texts = new Map<string, string>();
const root = join(import.meta.dirname, "..");
const { chapters, playScene, stopTime } = await loadGallery();
stopTime();

if (wanted === undefined) removeAll();
mkdirSync(FRAMES, { recursive: true });
await Promise.all(Object.values(chapters).flatMap((scenes) => THEMES.map((theme) => drawAll(scenes, theme))));
writeFileSync(join(PICTURES, "README.md"), gallery());

/** One that cannot be played is told of and keeps no other from being drawn. */
async function drawAll(scenes: readonly Scene[], theme: (typeof THEMES)[number]): Promise<void> {
  for (const scene of scenes.filter(({ name }) => wanted === undefined || name === wanted))
    await draw(scene, theme).catch((error: unknown) => {
      console.error(scene.name, error);
      process.exitCode = 1;
    });
}

async function draw(scene: Scene, theme: (typeof THEMES)[number]): Promise<void> {
  const frames = new Map<Size, string>();
  await playScene(scene, theme, async (terminal, size) => {
    await terminal.untilStill();
    frames.set(size, frameOf(terminal));
    writeFileSync(join(PICTURES, pictureName(scene, size, theme)), terminalSvg(terminal, theme, "orc-tui"));
  });
  const text = framesText(frames);
  // On a busy machine a terminal may be looked at before it is drawn anew; hardly so for both themes.
  if ((texts.get(scene.name) ?? text) !== text)
    throw new Error("the themes differ in their words: draw it again");
  texts.set(scene.name, text);
  writeFileSync(join(FRAMES, `${scene.name}.txt`), text);
}

/** What this script has drawn before, for what is not drawn any more. */
function removeAll(): void {
  rmSync(FRAMES, { recursive: true, force: true });
  for (const name of readdirSync(PICTURES))
    if (/-\d+x\d+-(dark|light)\.svg$/.test(name)) rmSync(join(PICTURES, name));
}

/** The pictures, to leaf through. */
function gallery(): string {
  const lines = [
    "# The screens of the dashboard",
    "",
    "Drawn by `npm run screens`. A test compares the texts in [frames](frames).",
  ];
  for (const [title, itsScenes] of Object.entries(chapters)) {
    lines.push("", `## ${title}`);
    for (const scene of itsScenes) {
      const sizes = sizesOf(scene);
      const links = sizes.flatMap((size) =>
        THEMES.map((theme) => `[${size.join("x")} ${theme}](${pictureName(scene, size, theme)})`),
      );
      // The middle one of three, or the first.
      const picture = `![${scene.caption}](${pictureName(scene, sizes.at(-2) ?? sizes[0], "dark")})`;
      lines.push("", `### ${scene.caption}`, "", picture, "", links.join(" · "));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The dashboard is written in TSX, which Node does not run; its own modules are bundled, its packages are not. */
async function loadGallery(): Promise<typeof import("../test/support/gallery/index.ts")> {
  const cache = join(root, "node_modules/.cache/orc-tui");
  const file = join(cache, `screens-${process.pid}.mjs`);
  const bundle = await rolldown({
    input: join(root, "test/support/gallery/index.ts"),
    platform: "node",
    external: /^(?![./])/,
    logLevel: "warn",
  });
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file);
  }
}
