import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Is there any sign of a login? The program cannot be asked, but it says no at once, without a request, where it
 * finds none of these.
 */
export function hasGeminiLogin(env: Readonly<Record<string, string>>): boolean {
  const home = env.GEMINI_CLI_HOME ?? env.HOME ?? homedir();
  return (
    VARIABLES.some((name) => env[name] !== undefined) ||
    [".env", ".gemini/.env", ".gemini/oauth_creds.json"].some((file) => existsSync(join(home, file))) ||
    [join(home, ".gemini/settings.json"), ...OF_THE_MACHINE].some(namesLogin) ||
    foldersAbove(process.cwd()).some((folder) => existsSync(join(folder, ".env")))
  );
}

const VARIABLES = [
  "GEMINI_API_KEY",
  "GOOGLE_API_KEY",
  "GOOGLE_GENAI_USE_VERTEXAI",
  "GOOGLE_GENAI_USE_GCA",
  "GOOGLE_GEMINI_BASE_URL",
  "GEMINI_CLI_USE_COMPUTE_ADC",
  "CLOUD_SHELL",
];

const OF_THE_MACHINE = [
  "/etc/gemini-cli/settings.json",
  "/Library/Application Support/GeminiCli/settings.json",
];

function namesLogin(settings: string): boolean {
  try {
    return readFileSync(settings, "utf8").includes('"selectedType"');
  } catch {
    return false;
  }
}

/** The program looks for variables from its worktree upwards, which normally lies beside the repository. */
function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [] : [above, ...foldersAbove(above)];
}
