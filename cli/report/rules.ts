import type { FindingId } from '../../policies/index.ts';

/** What an entry of a report is an instance of: a finding, or a document that could not be read. */
export type RuleId = FindingId | typeof UNREADABLE;

/** The rule of a document that could not be read: it is an error of the run and no finding. */
export const UNREADABLE = 'document/unreadable';

/** Every finding in one sentence; `docs/findings.md` has a section for each. */
export const FINDING_RULES: Readonly<Record<FindingId, string>> = {
  'subject/unconstrained': 'No condition keeps any subject out.',
  'subject/open': 'The subject is tested, but projects of strangers pass.',
  'subject/group-prefix': 'The pattern begins like a group and lacks the slash, so that other groups pass.',
  'project/unlisted': 'A project gets in that the configuration does not allow.',
  'project/unproved': 'A token gets in without the id of its project, which the configuration requires.',
  'ref/unlisted': 'The project is allowed, but not from every ref that gets in.',
  'statement/dead': 'Nobody gets in through the statement.',
  'statement/undecided': 'Neither safety nor danger of the statement can be shown.',
  'condition/void': 'The condition tests a key that these tokens never have, and restricts nobody.',
  'audience/untested': 'The statement does not test the audience.',
  'project/unpinned': 'The project is named by its path only, which can be renamed and taken over.',
};

/**
 * Returns where a finding is explained, as an absolute URI that names a file of the repository and no host.
 *
 * WHY: SARIF takes no relative URI here, and the project has no public address.
 */
export function helpUriOf(id: FindingId): string {
  return `urn:trustwarden:docs/findings.md#${id.replace('/', '')}`;
}
