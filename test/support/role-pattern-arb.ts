import * as fc from 'fast-check';

const partArb = fc.stringMatching(/^[ab*?]{0,4}$/);
/** Patterns of roles near each other, by partition, account, path and name. */
export const patternArb = fc
  .tuple(
    fc.constantFrom('aws', 'aws-cn', '*', 'aws*'),
    fc.constantFrom('111122223333', '444455556666', '*', '1*', '11112222333?'),
    fc.array(partArb, { minLength: 1, maxLength: 3 }),
  )
  .map(([partition, account, parts]) => `arn:${partition}:iam::${account}:role/${parts.join('/')}`);
/** ARNs of roles near these patterns; a path may hold a colon. */
export const roleArb = fc
  .tuple(
    fc.constantFrom('aws', 'aws-cn'),
    fc.constantFrom('111122223333', '444455556666', '222222222222'),
    fc.array(fc.stringMatching(/^[ab:]{0,4}$/), { minLength: 1, maxLength: 3 }),
  )
  .map(([partition, account, parts]) => `arn:${partition}:iam::${account}:role/${parts.join('/')}`);
