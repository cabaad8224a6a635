/** The documents of a specification as an agent writes them: by path, with everything that Markdown has in use. */
export const DOCUMENT_TEXTS: Readonly<Record<string, string>> = {
  "plans/plan.md": `# Plan

1. Provider settings behind a flag
2. Callback route and *state* parameter
3. Linking of accounts
   1. same verified address
   2. another address: ask
4. Remove the flag

- [x] agreed with support
- [ ] announced to customers
`,
  "specs/design.md": `# Design: login with Google

The callback is a route of its own. It **never trusts the address** in the token unless Google says that it is
verified; everything else is asked for on a page.

## Flow

\`\`\`ts
export async function callback(request: Request): Promise<Response> {
  const { state, code } = readQuery(request); // throws where the state is not ours, or is older than ten minutes
  const profile = await exchange(code);
  return profile.verified ? signIn(profile) : askToLink(profile);
}
\`\`\`

## Alternatives

| Way | For | Against | Taken |
|:----|:----|:--------|:-----:|
| Server-side session for the state | simple, nothing in the browser | a store for people who never come back | no |
| Signed cookie | no store | must be short-lived, and rotated with the key | yes |
| 外部の認証サービス | nothing to build | cost 💶 per sign-in | no |

> What happens to an account that exists already?
> See [requirements](../specs/requirements.md), R3.

### Risks

- Google does not answer: the page says so after 5 s, and \`GET /login\` stays usable
- Two tabs at once
  - the second callback finds its state used and starts over
`,
  "specs/requirements.md": `# Requirements

Customers sign in with the Google account they have, so that they need no further password.

- **R1** A customer signs in with Google from the login page.
- **R2** The e-mail login stays as it is.
- **R3** An account with the same verified address is linked, never doubled.

## Out of scope

Other providers, and signing in to the admin area.
`,
};
