/** The truth of one part of a policy; `undefined` where no page tells it. */
export type Truth = boolean | undefined;

/** Is true where all parts are. */
export function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

/** Is true where one part is. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

/** Turns a truth around; what no page tells stays so. */
export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}
