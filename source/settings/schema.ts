import * as z from "zod/mini";
import { PROVIDERS } from "../workflow/provider-names.ts";
import { KEY_NAME, KEY_NAMES_IN_WORDS } from "./key-names.ts";

/** Agents that are there without any settings; settings of the same name are laid over them. */
export const BUILT_IN_AGENTS = {
  duc: { role: "@duc", provider: "claude" },
  demo: { role: "@duc", provider: "demo" },
} as const;

/** Timers take no more than 24 days; nothing here makes sense beyond a week. */
const LONGEST_SECONDS = 604_800;

// Every schema carries its allowed values as its error text: an error always says what would be right.
const says = (allowed: string) => ({ error: `must be ${allowed}` });

const duration = (allowed = says(`a number of seconds above 0, at most ${LONGEST_SECONDS}`)) =>
  z.number(allowed).check(z.gt(0, allowed), z.lte(LONGEST_SECONDS, allowed));

const whole = (least: number, most: number, allowed = says(`a whole number from ${least} to ${most}`)) =>
  z.int(allowed).check(z.gte(least, allowed), z.lte(most, allowed));

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, says(`one of ${values.join(", ")}`));

const flag = () => z.boolean(says("true or false"));

const text = (pattern: RegExp, what: string) => z.string(says(what)).check(z.regex(pattern, says(what)));

const listOf = <T extends z.core.$ZodType>(item: T, what: string) => z.array(item, says(`a list of ${what}`));

/** Anything but NUL, which no argument, path or environment value can hold. */
const words = (what: string) => text(/^[^\0]+$/, `${what} that is not empty`);
const argument = () => text(/^[^\0]*$/, "a text");
/** May become the value of a command-line option, so it can never be taken for one. */
const plainName = (what: string) =>
  text(/^[^-\s\p{Cc}\p{Cf}][^\s\p{Cc}\p{Cf}]*$/u, `${what} that does not begin with "-" and has no spaces`);

const variable = text(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of an environment variable");
const agentName = text(
  /^[A-Za-z0-9][\w.-]{0,63}$/,
  "named by letters, digits, dots, hyphens and underscores",
);

const agent = z.object(
  {
    provider: z.exactOptional(oneOf(PROVIDERS)),
    role: z.exactOptional(plainName("a role such as @duc")),
    mode: z.exactOptional(oneOf(["cli"])),
    model: z.exactOptional(plainName("a model name")),
    prompt: z.exactOptional(words("a text")),
    skills: z.exactOptional(listOf(words("a skill"), "skills")),
    plugins: z.exactOptional(listOf(words("a plugin"), "plugins")),
    mcpServers: z.exactOptional(
      z.record(
        plainName("the name of a server"),
        z.looseObject({}, says("an object that describes the server")),
        says("an object: server name → its description"),
      ),
    ),
    timeoutSeconds: z.exactOptional(duration()),
    stallSeconds: z.exactOptional(duration()),
    maxOutputMegabytes: z.exactOptional(whole(1, 100_000)),
    permissionMode: z.exactOptional(plainName("a permission mode of the provider")),
    allowedTools: z.exactOptional(listOf(words("a tool"), "tools")),
    maxBudgetUsd: z.exactOptional(
      z
        .number(says("an amount in US dollars above 0"))
        .check(z.gt(0, says("an amount in US dollars above 0"))),
    ),
    maxTurns: z.exactOptional(whole(1, 100_000)),
    env: z.exactOptional(z.record(variable, argument(), says("an object: variable → text"))),
    account: z.exactOptional(plainName("a login")),
    command: z.exactOptional(listOf(argument(), "a program and its arguments")),
  },
  says("an object that describes the agent"),
);

const commandId = text(
  /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/,
  "the name of a command, such as workflow.approve",
);

/** One agent as a source of settings writes it. */
export type AgentEntry = z.infer<typeof agent>;

/** All settings; a source gives any part of them (spec section 13). */
export const settingsSchema = z.object({
  tracker: z.exactOptional(oneOf(["github", "local"])),
  repo: z.exactOptional(
    text(/^(?:[\w.-]+\/)?[A-Za-z0-9][\w-]*\/(?!\.{1,2}$)[\w.-]{1,100}$/, "owner/name or host/owner/name"),
  ),
  remote: z.exactOptional(plainName("the name of a git remote")),
  githubAppId: z.exactOptional(text(/^[A-Za-z0-9.]{1,64}$/, "the id of a GitHub App, as text")),
  githubAppInstallationId: z.exactOptional(text(/^\d{1,20}$/, "the id of the App's installation, as text")),
  githubAppKeyFile: z.exactOptional(words("the path of the App's private key")),
  pollSeconds: z.exactOptional(whole(5, 86_400)),
  pollTimeoutSeconds: z.exactOptional(duration()),
  approvers: z.exactOptional(listOf(plainName("a login"), "logins")),
  maxRevisions: z.exactOptional(whole(0, 1000)),
  maxAgents: z.exactOptional(whole(1, 64)),
  worktreeRoot: z.exactOptional(words("a folder")),
  setup: z.exactOptional(listOf(words("a command line"), "command lines")),
  defaultAgent: z.exactOptional(agentName),
  theme: z.exactOptional(oneOf(["auto", "dark", "light"])),
  notify: z.exactOptional(flag()),
  keys: z.exactOptional(
    z.record(
      commandId,
      listOf(text(KEY_NAME, KEY_NAMES_IN_WORDS), 'keys, such as ["A", "ctrl+a"]'),
      says("an object: command → list of its keys"),
    ),
  ),
  agents: z.exactOptional(z.record(agentName, agent, says("an object: agent name → its settings"))),
});

/** What one source says. */
export type PartialSettings = z.infer<typeof settingsSchema>;
export type SettingName = keyof PartialSettings;

export const SETTING_NAMES = Object.keys(settingsSchema.shape) as SettingName[];
export const AGENT_KEYS: readonly string[] = Object.keys(agent.shape);
