/** For providers without sessions of their own: nobody may ask (`capabilities.takeOver`). */
export function neverTakenOver(): never {
  throw new TypeError("this provider has no session that could be taken over");
}
