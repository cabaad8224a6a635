import { describe, expect, it } from "vitest";
import type { AgentConfig } from "../../source/agents/config.ts";
import { chooseAgent } from "../../source/settings/agent-choice.ts";
import { UnknownAgentError } from "../../source/settings/errors.ts";
import { Project } from "./project.ts";

describe("the choice of an agent", () => {
  it("takes the default agent where none is named", async () => {
    const settings = await new Project().says({ defaultAgent: "demo" }).load();
    expect(chooseAgent(settings, null).name).toBe("demo");
    expect(chooseAgent(settings, "duc").name).toBe("duc");
  });

  it("fills in what every agent has", async () => {
    const settings = await new Project()
      .says({
        agents: {
          script: { provider: "command", command: ["./tools/spec-agent", "--fast"], stallSeconds: 1.5 },
        },
      })
      .load();
    const config: AgentConfig = chooseAgent(settings, "script").config;
    expect(config).toEqual({
      provider: "command",
      command: ["./tools/spec-agent", "--fast"],
      role: "@duc",
      mode: "cli",
      timeoutSeconds: 3600,
      stallSeconds: 1.5,
    });
  });

  it("takes any argument that a program can be given", async () => {
    const command = ["node", "-e", "const a = 1;\nconsole.log(a)", ""];
    const settings = await new Project()
      .says({ agents: { script: { provider: "command", command } } })
      .load();
    expect(chooseAgent(settings, "script").config.command).toEqual(command);
  });

  it.each(["nobody", "toString", "__proto__", ""])(
    "refuses the unknown name %j and lists the known ones",
    async (name) => {
      const settings = await new Project().load();
      expect(() => chooseAgent(settings, name)).toThrow(UnknownAgentError);
      expect(() => chooseAgent(settings, name)).toThrow(
        expect.objectContaining({ known: ["duc", "demo"], remedy: expect.stringContaining("duc, demo") }),
      );
    },
  );
});
