import { describe, expect, it } from "vitest";
import { startedGitHub } from "./harness.ts";

describe("the GitHub double's labels", () => {
  it("has a label once, whatever the case", async () => {
    const { github, ask } = await startedGitHub();
    github.world.addLabel("orc:GATE", "00ff00");
    const { repository } = github.world;
    const create = `mutation ($input: CreateLabelInput!) { createLabel(input: $input) { label { name color } } }`;
    const input = { repositoryId: repository.id, name: "ORC:gate", color: "ff0000" };
    const { data, errors } = await ask(create, { input });
    expect(data).toEqual({ createLabel: null });
    expect(errors).toMatchObject([
      { type: "UNPROCESSABLE", path: ["createLabel"], message: "Name has already been taken" },
    ]);
    const made = await ask(create, { input: { ...input, name: "other" } });
    expect(made.data).toEqual({ createLabel: { label: { name: "other", color: "ff0000" } } });
    const found = await ask(
      `{ repository(owner: "acme", name: "webshop") { a: label(name: "Orc:Gate") { name } b: label(name: "c") { name } } }`,
    );
    expect(found).toMatchObject({
      errors: undefined,
      data: { repository: { a: { name: "orc:GATE" }, b: null } },
    });
  });

  it("changes several labels in one document, one field after the other, and logs what rests", async () => {
    const { github, ask } = await startedGitHub();
    const { world } = github;
    const [phase, gate] = [world.addLabel("phase"), world.addLabel("gate")];
    const { id } = world.addIssue({ labels: ["phase"] });
    const swap = `mutation {
      a: addLabelsToLabelable(input: { labelableId: "${id}", labelIds: ["${gate.id}"] }) {
        labelable { ... on Issue { labels(first: 5) { nodes { name } } } }
      }
      b: removeLabelsFromLabelable(input: { labelableId: "${id}", labelIds: ["${phase.id}"] }) {
        labelable { ... on Issue { labels(first: 5) { nodes { name } } } }
      }
    }`;
    const { data } = await ask(swap);
    expect(data).toEqual({
      a: { labelable: { labels: { nodes: [{ name: "phase" }, { name: "gate" }] } } },
      b: { labelable: { labels: { nodes: [{ name: "gate" }] } } },
    });
    await ask(swap);
    expect(world.labelLog(1).map(({ labels, rests, request }) => [labels.join(), rests, request])).toEqual([
      ["phase", true, null],
      ["phase,gate", false, 0],
      ["gate", true, 0],
    ]);
    await ask(`mutation { clearLabelsFromLabelable(input: { labelableId: "${id}" }) { clientMutationId } }`);
    expect(world.labelsOf(1)).toEqual([]);
  });

  it("takes a deleted label off everything", async () => {
    const { github, ask } = await startedGitHub();
    const { id } = github.world.addLabel("bug");
    github.world.addIssue({ labels: ["bug", "other"] });
    await ask(`mutation { updateLabel(input: { id: "${id}", name: "Bug" }) { label { name } } }`);
    expect(github.world.labelsOf(1)).toEqual(["Bug", "other"]);
    await ask(`mutation { deleteLabel(input: { id: "${id}" }) { clientMutationId } }`);
    expect(github.world.labelsOf(1)).toEqual(["other"]);
  });
});
