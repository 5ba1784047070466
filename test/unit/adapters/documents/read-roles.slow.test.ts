import { describe, expect, it } from '@jest/globals';
import { readRoles } from '../../../../adapters/documents/read-roles.ts';
import { deployArn, openPolicy } from '../../../support/samples.ts';

describe('any text', () => {
  it('is read in a short time, also where it is long and deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const lines = `${'x\n'.repeat(100_000)}${JSON.stringify({ role: deployArn, policy: openPolicy })}`;
    expect([...readRoles('a.json', deep)]).toHaveLength(1);
    expect([...readRoles('a.json', lines)]).toHaveLength(100_001);
  });
});
