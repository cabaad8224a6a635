/**
 * For a test that measures how long something takes for a person: the machine may have been busy with something else
 * just then, but hardly three times. What waits for a condition needs none of it.
 */
export const REAL_TIME = { retry: 2 } as const;
