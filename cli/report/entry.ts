import { visibleText, type Finding, type Plan, type Severity } from '../../policies/index.ts';
import type { Checked } from '../render/checked.ts';
import { Fingerprints, statementText } from './fingerprint.ts';
import { placeOf, type Place } from './place.ts';
import { UNREADABLE, type RuleId } from './rules.ts';

/** How much an entry weighs: the severity of a finding, or what it is without one. */
export type Rank = Severity | 'advice' | 'undecided' | 'unreadable';

/** One thing to report, as the formats of other tools have it: what, how bad, where. */
export interface Entry {
  readonly rule: RuleId;
  readonly rank: Rank;
  /** For people, on one line; begins with the ARN of the role where that is known. */
  readonly message: string;
  readonly place: Place;
  readonly fingerprint: string;
  /** ARN, where it is known. */
  readonly role: string | undefined;
  /** What is the matter; `undefined` for a document that could not be read. */
  readonly finding: Finding | undefined;
}

/**
 * Returns a function that turns the answers of one run into entries.
 *
 * @param folder - what the paths of files are relative to
 */
export function entriesIn(folder: string): (checked: Checked, file: string) => readonly Entry[] {
  const fingerprints = new Fingerprints();
  return (checked, file) => {
    const place = placeOf(checked.location?.file ?? file, checked.location?.line, folder);
    if (!('error' in checked))
      return checked.plan.findings.map((finding) => entryOf(checked.plan, finding, place, fingerprints));
    const identity = { owner: place.path, rule: UNREADABLE, issuer: '', statement: '' } as const;
    const entry = {
      rule: UNREADABLE,
      rank: 'unreadable',
      message: visibleText(`${checked.source}: ${checked.error}`),
      place,
      fingerprint: fingerprints.of(identity),
      role: undefined,
      finding: undefined,
    } as const;
    return [entry];
  };
}

function entryOf({ role, before }: Plan, finding: Finding, place: Place, fingerprints: Fingerprints): Entry {
  const { id, issuer, message, statement } = finding;
  const owner = role === '' ? place.path : role;
  return {
    rule: id,
    rank: rankOf(finding),
    message: visibleText(role === '' ? message : `${role}: ${message}`),
    place,
    fingerprint: fingerprints.of({
      owner,
      rule: id,
      issuer,
      statement: statementText(before, statement),
    }),
    role: role === '' ? undefined : role,
    finding,
  };
}

function rankOf({ id, severity }: Finding): Rank {
  return severity ?? (id === 'statement/undecided' ? 'undecided' : 'advice');
}
