import { describe, it } from '@jest/globals';
import {
  canonicalText,
  decodeTrustPolicy,
  encodeTrustPolicy,
  isSameTrustPolicy,
} from '../../policies/index.ts';
import { Dice } from '../support/dice.ts';
import { expectEqual, holdsAlways, say, SEED, TIMEOUT } from '../support/property-runs.ts';
import { shuffledDocument } from '../support/shuffled-document.ts';
import { caseArb } from '../support/trust-policy-arb.ts';

describe('the trust policy as a document', () => {
  it(
    'L1: decoding what was encoded gives the same document, also percent-encoded',
    () => {
      say(`documents, seed ${SEED}`);
      holdsAlways(caseArb, ({ document }) => {
        const text = encodeTrustPolicy(document);
        for (const input of [document, text, encodeURIComponent(text)]) {
          const decoded = decodeTrustPolicy(input);
          expectEqual(decoded.ok && decoded.policy.json, document);
          expectEqual(decoded.ok && encodeTrustPolicy(decoded.policy.json), text);
        }
      });
    },
    TIMEOUT,
  );

  it(
    'L7: the canonical form does not depend on the order of statements, keys or values',
    () => {
      holdsAlways(caseArb, ({ document, luck }) => {
        const other = shuffledDocument(document, new Dice(luck));
        expectEqual(canonicalText(other), canonicalText(document));
        expectEqual(isSameTrustPolicy(other, encodeTrustPolicy(document)), true);
      });
    },
    TIMEOUT,
  );
});
