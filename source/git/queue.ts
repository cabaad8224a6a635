const tails = new Map<string, Promise<unknown>>();

/** Runs the actions of one key one after another, in the order they came; other keys are not held up. */
export function inTurn<T>(key: string, action: () => Promise<T>): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve();
  const turn = before.then(action, action);
  tails.set(key, turn);
  const leave = () => {
    if (tails.get(key) === turn) tails.delete(key);
  };
  turn.then(leave, leave);
  return turn;
}
