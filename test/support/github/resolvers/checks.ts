import type { GraphQLResolveInfo } from "graphql";
import { tokenKind } from "../access.ts";
import { connection, type PageArgs } from "../connections.ts";
import type { Context } from "../context.ts";
import { forbidden } from "../errors.ts";
import { whyNotGranted } from "../rights.ts";
import type { CheckRun, PullRequest, StatusContext } from "../world/entities.ts";
import { commitOf } from "./refs.ts";
import type { FieldTable } from "./table.ts";

/** What has been checked about the newest commit of a pull request. */

interface RollupOf {
  readonly pullRequest: PullRequest;
}

type Check = CheckRun | StatusContext;

/** `null`: there are no checks at all. */
export function statusCheckRollup(pullRequest: PullRequest, _: unknown, { access, behaviour }: Context) {
  if (access.kind === "fine-grained" && behaviour.rollupForbidden)
    throw forbidden(`Resource not accessible by ${tokenKind(access)}`);
  const { statusCheckRollup: rollup, headRefOid } = pullRequest;
  if (rollup === null) return null;
  return { pullRequest, id: `SCR_kwDO${headRefOid}`, state: rollup.state };
}

export const rollup: FieldTable = {
  commit: ({ pullRequest }: RollupOf) => commitOf(pullRequest.repository, pullRequest.headRefOid),
  /** A check that may not be read is `null` and an error; the others come. */
  contexts({ pullRequest }: RollupOf, args: PageArgs, context: Context, info: GraphQLResolveInfo) {
    const checks = pullRequest.statusCheckRollup?.contexts ?? [];
    const node = (check: Check) => {
      const refusal = whyNotGranted(context, isCheckRun(check) ? "checks" : "statuses");
      return (
        refusal ?? { ...check, __typename: isCheckRun(check) ? "CheckRun" : "StatusContext", pullRequest }
      );
    };
    const more = {
      checkRunCount: checks.filter(isCheckRun).length,
      statusContextCount: checks.filter((check) => !isCheckRun(check)).length,
    };
    return connection(checks, args, info, { key: (check) => [checks.indexOf(check)] }, { node, more });
  },
};

export const checkRun: FieldTable = {
  id: ({ name, pullRequest }: CheckRun & RollupOf) => `CR_kwDO${pullRequest.headRefOid}${name}`,
  conclusion: ({ conclusion }: CheckRun) => conclusion ?? null,
  detailsUrl: ({ detailsUrl }: CheckRun) => detailsUrl ?? null,
};

export const statusContext: FieldTable = {
  id: ({ context, pullRequest }: StatusContext & RollupOf) => `SC_kwDO${pullRequest.headRefOid}${context}`,
  description: ({ description }: StatusContext) => description ?? null,
  targetUrl: ({ targetUrl }: StatusContext) => targetUrl ?? null,
};

function isCheckRun(check: Check): check is CheckRun {
  return "name" in check;
}
