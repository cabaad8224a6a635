import { execFileSync } from "node:child_process";
import { pack } from "../test/package/packed.ts";
import type { Figure } from "./figure.ts";
import type { Stage } from "./stage.ts";
import { median } from "./statistics.ts";

/** The program as npm installs it: its size, and how long a call of it takes beside an empty Node. */
export async function installed(stage: Stage, repository: string): Promise<Figure[]> {
  const packed = await pack();
  try {
    const { program } = await packed.install();
    const call = (...args: string[]) => {
      const start = performance.now();
      const options = { cwd: repository, env: stage.environment, stdio: "ignore" } as const;
      execFileSync(process.execPath, args, options);
      return performance.now() - start;
    };
    const times = { node: [] as number[], version: [] as number[], list: [] as number[] };
    const rounds = stage.quick ? 5 : 20;
    // The first round fills the compile cache.
    for (let round = 0; round <= rounds; round += 1) {
      const [node, version, list] = [call("-e", "0"), call(program, "--version"), call(program, "list")];
      if (round === 0) continue;
      times.node.push(node);
      times.version.push(version);
      times.list.push(list);
    }
    const node = median(times.node);
    const start = { unit: "ms", decimals: 0 };
    return [
      {
        name: "installed: size, packed",
        unit: "kB",
        decimals: 0,
        values: { "orc-tui": packed.bytes / 1_000 },
        limit: 2_000,
      },
      {
        name: "installed: --version",
        ...start,
        values: { "orc-tui": median(times.version), "node -e 0": node },
      },
      { name: "installed: list", ...start, values: { "orc-tui": median(times.list), "node -e 0": node } },
    ];
  } finally {
    packed.remove();
  }
}
