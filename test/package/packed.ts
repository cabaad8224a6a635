import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";

const ROOT = join(import.meta.dirname, "../..");

/** The package as it is published, from what has been built. */
export interface Packed {
  readonly file: string;
  readonly bytes: number;
  /** Paths of the files in it. */
  readonly files: readonly string[];
  /** Installs it globally into a folder that nothing is in; there is no registry to ask. */
  install(): Promise<Installed>;
  remove(): void;
}

export interface Installed {
  readonly prefix: string;
  /** What a shell finds on its PATH. */
  readonly program: string;
  uninstall(): Promise<void>;
  /** Everything that lies below the prefix. */
  leftovers(): string[];
}

export async function pack(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), "orc-package-"));
  const npm = (...args: string[]) =>
    execa("npm", args, { cwd: ROOT, env: { npm_config_cache: join(folder, "cache"), HOME: folder } });
  // Without scripts: what is there has been built just now, and other tests use it.
  const { stdout } = await npm("pack", "--json", "--ignore-scripts", "--pack-destination", folder);
  // npm 10 and 11 give a list, npm 12 an object by name.
  const [made] = Object.values(JSON.parse(stdout) as Record<string, PackReport>);
  if (made === undefined) throw new Error(`npm pack says nothing of what it made: ${stdout}`);
  const file = join(folder, made.filename);
  return {
    file,
    bytes: made.size,
    files: made.files.map(({ path }) => path),
    async install() {
      const prefix = mkdtempSync(join(folder, "prefix-"));
      await npm("install", "--global", "--offline", "--prefix", prefix, file);
      return {
        prefix,
        program: join(prefix, "bin/orc-tui"),
        uninstall: async () => void (await npm("uninstall", "--global", "--prefix", prefix, "orc-tui")),
        leftovers: () =>
          readdirSync(prefix, { recursive: true, withFileTypes: true })
            .filter((entry) => !entry.isDirectory())
            .map((entry) => join(entry.parentPath, entry.name)),
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface PackReport {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Every Node on this machine: on the PATH, and where version managers and CI put them. */
export async function installedNodes(): Promise<Map<string, string>> {
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...["/usr/local/bin", "/opt/homebrew/bin"],
    ...below(join(homedir(), ".nvm/versions/node"), "bin"),
    ...below("/opt/hostedtoolcache/node", "x64/bin"),
    ...below(join(process.env.RUNNER_TOOL_CACHE ?? "/nowhere", "node"), "arm64/bin"),
  ];
  const found = new Map<string, string>([[process.versions.node, process.execPath]]);
  for (const node of folders.map((folder) => join(folder, "node")).filter((path) => existsSync(path))) {
    const { stdout } = await execa(node, ["-p", "process.versions.node"], { reject: false });
    if (stdout && !found.has(stdout)) found.set(stdout, node);
  }
  return found;
}

function below(folder: string, inside: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, inside)) : [];
}

/** A folder for a person's home. */
export function newHome(folder: string): string {
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true });
  return home;
}
