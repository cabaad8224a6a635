import type { GraphQLError, GraphQLFormattedError } from "graphql";

/** An error as GitHub writes it: with a type, where GitHub gives one. */
export interface GitHubErrorBody {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly locations?: GraphQLFormattedError["locations"];
  readonly message: string;
}

/** What a resolver throws when GitHub would refuse; anything else that is thrown is a gap or a fault of the double. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly type: string;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;

  constructor(type: string, message: string, extensions?: Readonly<Record<string, unknown>>) {
    super(message);
    this.type = type;
    this.extensions = extensions;
  }
}

export function notFound(message: string): Refusal {
  return new Refusal("NOT_FOUND", message);
}

export function noSuchNode(id: string): Refusal {
  return notFound(`Could not resolve to a node with the global id of '${id}'`);
}

export function forbidden(message: string): Refusal {
  return new Refusal("FORBIDDEN", message, { saml_failure: false });
}

export function unprocessable(message: string): Refusal {
  return new Refusal("UNPROCESSABLE", message);
}

/** Something the double does not do; never to be mistaken for an answer of GitHub's. */
export function gap(what: string): Error {
  return new Error(`the GitHub double does not know ${what}: teach it in test/support/github/`);
}

export function toErrorBody(error: GraphQLError): GitHubErrorBody {
  const { originalError, path, locations, message } = error;
  const refusal = originalError instanceof Refusal ? originalError : null;
  return {
    ...(refusal ? { type: refusal.type } : {}),
    ...(path ? { path } : {}),
    ...(refusal?.extensions ? { extensions: refusal.extensions } : {}),
    ...(locations ? { locations } : {}),
    message,
  };
}
