import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { FRAMES, frameOf, PICTURES, pictureName, readFrames, sizeName } from "../support/gallery/frames.ts";
import { playScene, scenes, stopTime } from "../support/gallery/index.ts";
import { sizesOf, THEMES } from "../support/gallery/scene.ts";

describe("the gallery", () => {
  beforeAll(() => {
    vi.stubEnv("TZ", "UTC");
    return stopTime();
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it("has a picture of every scene in every size and theme, and no other", () => {
    const pictures = scenes.flatMap((scene) =>
      sizesOf(scene).flatMap((size) => THEMES.map((theme) => pictureName(scene, size, theme))),
    );
    expect(readdirSync(PICTURES).filter((name) => name.endsWith(".svg"))).toEqual(
      [...pictures, "demo.svg"].toSorted(),
    );
    expect(readdirSync(FRAMES)).toEqual(scenes.map(({ name }) => `${name}.txt`).toSorted());
  });

  it.concurrent.each(scenes)("shows “$caption” as it was drawn by npm run screens ($name)", async (scene) => {
    const frames = readFrames(scene);
    await playScene(scene, "dark", async (terminal, size) => {
      const frame = frames.get(size);
      await terminal.waitFor(() => frameOf(terminal) === frame, 10_000).catch(() => {});
      await terminal.untilStill(50);
      expect(frameOf(terminal), `${scene.name} at ${sizeName(size)}`).toBe(frame);
    });
  });
});
