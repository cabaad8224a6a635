/** What an agent's `provider` may be in the settings (spec section 10). */
export const PROVIDERS = ["claude", "codex", "gemini", "opencode", "copilot", "command", "demo"] as const;
export type ProviderName = (typeof PROVIDERS)[number];
