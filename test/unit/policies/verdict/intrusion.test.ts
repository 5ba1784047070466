import { describe, expect, it } from '@jest/globals';
import { boxesFor } from '../../../../policies/acceptance/boxes.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { compileIntent } from '../../../../policies/intent/compiled.ts';
import {
  findIntruder,
  findUsualIntruder,
  withAudience,
  type Containment,
} from '../../../../policies/verdict/intrusion.ts';
import { forbiddenBy, FOR_SURE, seek } from '../../../../policies/verdict/question.ts';
import { readUsual, type UsualStatement } from '../../../../policies/verdict/usual.ts';
import {
  ACCOUNT,
  allow,
  allowSelf,
  allowSub,
  deny,
  intentOf,
  ISSUER,
  onSub,
  policyOf,
  PRIVATE,
  project,
  SELF_MANAGED,
  subject,
} from '../parts.ts';
import { asked, ListedPurse, nothing, plenty } from './asked.ts';
import { INTENT } from './judged.ts';

const UNKNOWN = { kind: 'undecided', reason: 'unknown' };
const OUT_OF_BUDGET = { kind: 'undecided', reason: 'budget' };
const EVIL = 'project_path:evil/*';
const IP = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
const STRANGE = { StringMatches: { 'gitlab.com:sub': 'x' } };

/** Finds the intruder of a statement of the usual form of which nothing was proved. */
function found(values: Json, operator = 'StringEquals'): Containment | undefined {
  const scene = asked([allowSub(values, operator)]);
  const statement = readUsual(scene.allow.statement, ISSUER, true) as UsualStatement;
  return findUsualIntruder({ statement, outcomes: statement.values.map(() => 'unproved') }, scene);
}

/** Asks where all questions but the last one, which goes deep, are given up. */
function foundDeep(values: Json, states: number): Containment {
  const purse = new ListedPurse(nothing(), nothing(), nothing(), nothing(), { ...plenty(), states });
  return findIntruder(asked([allowSub(values)], { purse }));
}

describe('what is undecided', () => {
  it('is so for a meaning that is not known, where every question was answered', () => {
    expect(findIntruder(asked([allow(STRANGE)]))).toEqual(UNKNOWN);
  });

  it('is so for the budget where the proof was given up', () => {
    const purse = new ListedPurse(nothing(), nothing(), plenty(), plenty(), plenty());
    expect(findIntruder(asked([allow(STRANGE)], { purse }))).toEqual(OUT_OF_BUDGET);
  });

  it('is so for the budget where the search for a witness was given up', () => {
    const purse = new ListedPurse(plenty(), plenty());
    expect(findIntruder(asked([allowSub(EVIL, 'stringlike')], { purse }))).toEqual(OUT_OF_BUDGET);
  });
});

describe('a token that the plain evaluator does not confirm', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['kept out', {}, deny(undefined)],
    ['perhaps kept out', {}, deny(IP)],
    ['kept out, where something is required', IP, deny(undefined)],
    ['kept out for all that is known, where something is required', IP, deny(STRANGE)],
  ])('is not shown: %s', (_, more, denied) => {
    const allowed = allow(onSub('StringLike', EVIL, more));
    const scene = asked([allowed]);
    expect(findIntruder(scene).kind).toBe('intruder');
    const boxes = boxesFor(policyOf(allowed, denied), ISSUER, ACCOUNT);
    expect(findIntruder({ ...scene, boxes })).toEqual(UNKNOWN);
  });

  it('is shown where another statement lets it in without more', () => {
    const statements = [allow(onSub('StringLike', EVIL, IP)), allow(undefined)];
    expect(findIntruder(asked(statements))).toMatchObject({
      kind: 'intruder',
      severity: 'high',
      requires: [],
    });
  });
});

describe('findUsualIntruder', () => {
  it('finds a token that the intent forbids, and none that it allows', () => {
    expect(found(subject('evil/x'))).toMatchObject({ kind: 'intruder', claims: { sub: subject('evil/x') } });
    expect(found(subject('my/app'))).toBeUndefined();
  });

  it('finds none where that takes the automata', () => {
    expect(found('*', 'StringLike')).toMatchObject({ kind: 'intruder', severity: 'critical' });
    expect(found(['*', 'project_id:*'], 'StringLike')).toBeUndefined();
  });
});

describe('the gravest token', () => {
  const THREE = ['project_path:my/b:*', 'project_path:evil/x:*', 'project_path:longer-than-that*'];

  it('is a stranger’s before one whose namespace is written out', () => {
    expect(findIntruder(asked([allowSub(THREE)]))).toMatchObject({
      severity: 'critical',
      claims: { sub: subject('longer-than-that/a', 'a') },
    });
  });

  it('is the shortest of unknown namespaces where no stranger can be worse', () => {
    const intent = { ...intentOf(project('my/app', { issuer: SELF_MANAGED })), issuers: [PRIVATE] };
    expect(findIntruder(asked([allowSelf(THREE)], { intent, issuer: PRIVATE }))).toMatchObject({
      severity: 'high',
      claims: { sub: subject('evil/x', 'a') },
    });
    expect(findIntruder(asked([allow(onSub('StringLike', THREE, IP))]))).toMatchObject({
      severity: 'high',
      claims: { sub: subject('evil/x', 'a') },
    });
  });

  it('is not that of an allowed project, whatever path it shows', () => {
    const intent = intentOf(project('my/app', { id: '12', refs: { branches: ['main'], tags: [] } }));
    const values = ['project_path:my/b:*', 'project_path:longer-than-that*'];
    const others = { StringNotEquals: { 'gitlab.com:project_id': '5' } };
    expect(findIntruder(asked([allow(onSub('StringLike', values, others))], { intent }))).toMatchObject({
      severity: 'critical',
      claims: { sub: subject('longer-than-that/a', 'a') },
    });
  });

  it('is not looked for where none is graver than the first', () => {
    const [whole, first] = [plenty(), plenty()];
    const statements = [allowSub('project_path:*')];
    const purse = new ListedPurse(plenty(), plenty(), whole);
    expect(findIntruder(asked(statements, { purse }))).toMatchObject({ severity: 'critical' });
    const forbidden = forbiddenBy(compileIntent(INTENT, ISSUER));
    seek({ ...asked(statements).asked, budget: first }, FOR_SURE, forbidden);
    expect(whole).toEqual(first);
  });
});

describe('where the shortest tokens are too many to try', () => {
  it('finds some token by going deep', () => {
    expect(foundDeep('*', 20)).toMatchObject({ kind: 'intruder', severity: 'critical' });
    expect(foundDeep('*aaaa*bbbb*cccc*', 500)).toMatchObject({ kind: 'intruder', severity: 'critical' });
    expect(foundDeep('*', 5)).toEqual(OUT_OF_BUDGET);
  });

  it('finds a stranger’s rather than another, and another rather than none', () => {
    expect(foundDeep(['project_path:z/*', 'project_path:b*'], 500)).toMatchObject({ severity: 'critical' });
    expect(foundDeep('project_path:my/*', 500)).toMatchObject({ severity: 'medium' });
  });

  it('finds none where the intent allows all that gets in for sure', () => {
    expect(foundDeep('project_path:my/app:*', 500)).toEqual(OUT_OF_BUDGET);
  });
});

describe('withAudience', () => {
  it('adds the usual audience where there is none', () => {
    expect(withAudience({ sub: 'x' }, ISSUER)).toEqual({ sub: 'x', aud: 'https://gitlab.com' });
    expect(withAudience({ sub: 'x', aud: 'y' }, ISSUER)).toEqual({ sub: 'x', aud: 'y' });
  });
});
