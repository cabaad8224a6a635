/** Something that features of a kind have to mind, and what that means in each document. */
export interface Concern {
  readonly name: string;
  readonly criterion: string;
  readonly component: string;
  readonly duty: string;
  readonly risk: string;
  readonly task: string;
}

const MOST_CONCERNS = 4;

/** The concerns whose words a text uses, the ones that every feature has last. */
export function concernsOf(words: string): readonly Concern[] {
  const found = KNOWN.filter(([pattern]) => pattern.test(words)).map(([, concern]) => concern);
  return [...found, ...ALWAYS].slice(0, MOST_CONCERNS);
}

const KNOWN: readonly (readonly [RegExp, Concern])[] = [
  [
    /\b(log ?in|sign ?in|auth\w*|oauth\w*|sso|password|session)\b/i,
    {
      name: "Identity",
      criterion: "an expired, forged or replayed sign-in is refused, and the refusal says what to do next",
      component: "Identity adapter",
      duty: "talks to the identity provider, verifies what comes back, and opens a session",
      risk: "A token that leaks opens an account: it is never logged and lives no longer than the session.",
      task: "Verify state, nonce and expiry of every sign-in, each with a test of its refusal",
    },
  ],
  [
    /\b(export|import|csv|pdf|download|upload|file)\w*\b/i,
    {
      name: "Files",
      criterion:
        "a file of 100 MB is handled without being held in memory, and a broken one is named by its line",
      component: "File stream",
      duty: "reads and writes in blocks, reports progress, and leaves no half-written file behind",
      risk: "A cell that begins with = is a formula in a spreadsheet: such cells are escaped.",
      task: "Stream large files, and test with an empty, a huge and a damaged one",
    },
  ],
  [
    /\b(search|filter|find|sort|query)\w*\b/i,
    {
      name: "Search",
      criterion: "a result appears within 200 ms for 100,000 entries, and an empty one explains itself",
      component: "Search index",
      duty: "keeps what is searched in a form that answers quickly, and follows every change",
      risk: "An index that lags shows what is no longer there: its age is visible and bounded.",
      task: "Build the index incrementally, and measure it with 100,000 entries",
    },
  ],
  [
    /\b(notif\w*|e-?mail\w*|alert\w*|remind\w*|webhook\w*|message\w*)\b/i,
    {
      name: "Delivery",
      criterion:
        "a message is delivered once, in order, and a failed delivery is tried again without a second copy",
      component: "Outbox",
      duty: "keeps what is to be sent until the other side has confirmed it",
      risk: "A retry may double a message: each carries a key by which the receiver knows it.",
      task: "Write messages to the outbox in the transaction that causes them",
    },
  ],
  [
    /\b(pay\w*|invoice\w*|price\w*|billing|checkout|subscription\w*|order\w*)\b/i,
    {
      name: "Money",
      criterion:
        "an amount is charged once even when the request is sent twice, and rounds as the invoice shows it",
      component: "Ledger",
      duty: "records every amount as an entry that is never changed, only reversed",
      risk: "Money in floating point loses cents: amounts are integers of the smallest unit.",
      task: "Give every charge an idempotency key, and test the doubled request",
    },
  ],
  [
    /\b(dark|theme\w*|ui|screen|page|dashboard|button|form|layout|colou?r\w*|mode)\b/i,
    {
      name: "Interface",
      criterion: "it can be used by keyboard alone, and every text has a contrast of at least 4.5 to 1",
      component: "View",
      duty: "shows the state and sends intents; holds no rules of its own",
      risk: "A view that flashes on start looks broken: the first paint already has the right state.",
      task: "Build the view with keyboard access, and check its contrast in both themes",
    },
  ],
  [
    /\b(api|endpoint\w*|rest|graphql|integrat\w*|sync\w*|rate ?limit\w*)\b/i,
    {
      name: "Interfaces to others",
      criterion: "a slow or failing peer delays nobody else, and the caller learns when to come back",
      component: "Gateway",
      duty: "limits, times out and classifies every call to the outside",
      risk: "A retried call may act twice: only calls that are safe to repeat are repeated.",
      task: "Put time-outs and limits around every outside call, and test with a peer that hangs",
    },
  ],
];

const ALWAYS: readonly Concern[] = [
  {
    name: "Failure",
    criterion: "when something it needs is not there, nothing is lost and the message names the remedy",
    component: "Error boundary",
    duty: "turns every failure into one sentence with a remedy, and keeps what was entered",
    risk: "A failure in the middle may leave half of the work: each step can be repeated safely.",
    task: "Make each step repeatable, and test an interruption after every one",
  },
  {
    name: "Records",
    criterion: "who did what and when can be read afterwards, without personal data in the record",
    component: "Audit record",
    duty: "appends one line for each decision",
    risk: "Records grow for ever: they are bounded by age, and the bound is documented.",
    task: "Append an audit line for each decision, and document how long it is kept",
  },
];
