import { DEFAULT_QUOTA, smallestSize, type AllowEntry } from '../policies/index.ts';
import type { Configuration } from './configuration.ts';
import type { Complaint, Path } from './problem.ts';

/** Warns of a list for which no trust policy has room, however it is written. */
export function fitIntoTrustPolicies({ issuers, roles, defaults }: Configuration): readonly Complaint[] {
  const aboutList = (path: Path, entries: readonly AllowEntry[]): readonly Complaint[] => {
    const size = smallestSize({ listed: true, entries, issuers, knownRoots: [] });
    if (size <= DEFAULT_QUOTA) return [];
    const message = `a trust policy for this list has ${size} characters at least, and ${DEFAULT_QUOTA} are allowed unless the account's quota was raised: split the role or allow a group`;
    return [{ path, message }];
  };
  return [
    ...aboutList(['defaults', 'allow'], defaults),
    ...roles.flatMap(({ allow }, index) => aboutList(['roles', index, 'allow'], allow)),
  ];
}
