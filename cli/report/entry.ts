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
  /** For people, on one line; begins with the ARN of the role, or with where it is found in the file. */
  readonly message: string;
  readonly place: Place;
  readonly fingerprint: string;
  /** ARN, where it is known. */
  readonly role: string | undefined;
  /** What is the matter; `undefined` where there is no trust policy to look at. */
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
    const parts = 'error' in checked ? [unreadable(checked)] : partsOf(checked, file);
    return parts.map(({ role, issuer, statement, ...part }) => ({
      ...part,
      message: visibleText(part.message),
      place,
      role,
      fingerprint: fingerprints.of({ owner: role ?? place.path, rule: part.rule, issuer, statement }),
    }));
  };
}

/** An entry that is not placed yet, with what its fingerprint is made of. */
type Part = Omit<Entry, 'place' | 'fingerprint'> & { readonly issuer: string; readonly statement: string };

function unreadable({ source, error }: { readonly source: string; readonly error: string }): Part {
  return partOf(UNREADABLE, 'unreadable', undefined, `${source}: ${error}`);
}

/** WHY: what is undecided before there is a trust policy to look at has no finding, and must be seen all the same. */
function partsOf(
  { plan, source }: { readonly plan: Plan; readonly source: string },
  file: string,
): readonly Part[] {
  const role = plan.role === '' ? undefined : plan.role;
  const name = role ?? (source === file ? undefined : source);
  const say = (message: string): string => (name === undefined ? message : `${name}: ${message}`);
  if (plan.findings.length === 0 && plan.verdict === 'undecided')
    return [partOf('statement/undecided', 'undecided', role, say(plan.notes.join('; ') || 'undecided'))];
  return plan.findings.map((finding) => ({
    ...partOf(finding.id, rankOf(finding), role, say(finding.message)),
    finding,
    issuer: finding.issuer,
    statement: statementText(plan.before, finding.statement),
  }));
}

function partOf(rule: RuleId, rank: Rank, role: string | undefined, message: string): Part {
  return { rule, rank, role, message, finding: undefined, issuer: '', statement: '' };
}

function rankOf({ id, severity }: Finding): Rank {
  return severity ?? (id === 'statement/undecided' ? 'undecided' : 'advice');
}
