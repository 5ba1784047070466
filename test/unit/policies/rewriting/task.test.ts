import { describe, expect, it } from '@jest/globals';
import { onlyBox } from '../../../../policies/rewriting/task.ts';
import { allow, allowSub, deny, ISSUER, oldPolicyOf, policyOf, providerArn, SELF_MANAGED } from '../parts.ts';

describe('onlyBox', () => {
  it('reads a statement on its own, in the version of the document', () => {
    const statement = allowSub('${gitlab.com:sub}');
    const values = [policyOf, oldPolicyOf].map(
      (version) => onlyBox(version(deny(undefined)), statement, ISSUER)?.conditions[0]?.values[0]?.kind,
    );
    expect(values).toEqual(['always', 'elements']);
  });

  it('reads the provider of any account', () => {
    const foreign = allow(undefined, { Principal: { Federated: providerArn(ISSUER, '999999999999') } });
    expect(onlyBox(policyOf(foreign), foreign, ISSUER)?.reach).toBe('yes');
  });

  it('returns none for a Deny, for another issuer, and for what is no statement', () => {
    const policy = policyOf(allow(undefined));
    expect(onlyBox(policy, deny(undefined), ISSUER)).toBeUndefined();
    expect(onlyBox(policy, allow(undefined), SELF_MANAGED)).toBeUndefined();
    expect(onlyBox(policy, { Effect: 'Perhaps' }, ISSUER)).toBeUndefined();
    expect(onlyBox(policy, allow(undefined), ISSUER)?.statement.json).toEqual(allow(undefined));
  });
});
