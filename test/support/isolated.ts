import type { Quarantine } from '../../policies/index.ts';

/** A quarantine that lies in the trust policy alone. */
export const ISOLATED: Quarantine = {
  level: 'isolate',
  inlinePolicy: null,
  managedPolicy: null,
  revocation: null,
  tags: {},
  notes: [],
};
