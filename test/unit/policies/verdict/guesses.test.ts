import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import type { Claims } from '../../../../policies/claims/token.ts';
import { judge, type Judgement } from '../../../../policies/verdict/judge.ts';
import { allow, deny, intentOf, policyOf, project, ROLE } from '../parts.ts';

const FOREIGN = project('our/app', { refs: { branches: ['main'], tags: [] } });

/** Judges with a budget that no automaton gets far with, so that all depends on the tokens that are guessed. */
function guessed(
  statements: readonly JsonObject[],
  {
    transitions = 100_000,
    entries = [FOREIGN],
  }: { transitions?: number; entries?: readonly AllowEntry[] } = {},
): Judgement {
  const budget = { states: 1, transitions };
  return judge(policyOf(...statements), intentOf(...entries), { role: ROLE, budget });
}

function witnessOf(judgement: Judgement): Claims | undefined {
  return judgement.findings.find(({ severity }) => severity !== null)?.witness;
}

// WHY: statements of the usual form need no automaton.
const unusual = (values: Json, more: JsonObject = {}): JsonObject =>
  allow({ StringLikeIfExists: { 'gitlab.com:sub': values }, ...more });
// AWS: no page says what an operator in another case means; a value that is the very same is taken for equal.
const asking = (claim: string, values: Json): JsonObject =>
  unusual('*', { stringequals: { [`gitlab.com:${claim}`]: values } });
const denied = (...roots: readonly string[]): JsonObject =>
  deny({ StringLike: { 'gitlab.com:sub': roots.map((root) => `project_path:${root}/*`) } });
const of = (root: string): string => `project_path:${root}/a:ref_type:branch:ref:a`;

const values = (count: number): string[] => [
  ...Array.from({ length: count }, (_, number) => `not-a-subject-${number}*`),
  'project_path:evil/x*',
];
const long = (length: number): string => `${'project_path:evil/'.padEnd(length - 1, 'x')}*`;

describe('where the automata give up', () => {
  it('no token is shown that no project can have', () => {
    expect(guessed([asking('project_id', ['012', '7'])]).findings[0]?.witness).toEqual({
      sub: of('a'),
      project_id: '7',
    });
    expect(guessed([asking('project_id', ['012', 'x', '0', '1*'])]).verdict).toBe('undecided');
    expect(guessed([asking('ref_protected', 'perhaps')]).verdict).toBe('undecided');
    expect(guessed([asking('ref_protected', 'true')]).verdict).toBe('broader');
  });

  it('a token is found that anyone might have', () => {
    const judgement = guessed([unusual('*')]);
    expect([judgement.verdict, judgement.severity]).toEqual(['broader', 'critical']);
    expect(witnessOf(judgement)).toEqual({ sub: of('a') });
  });

  it.each([
    [['a'], 'b'],
    [['a', 'b'], 'c'],
    [['a', 'b', 'c'], 'z0'],
    [['a', 'b', 'c', 'z0'], 'some-stranger'],
  ])('several strangers are tried: behind %j comes %s', (roots, next) => {
    expect(witnessOf(guessed([unusual('*'), denied(...roots)]))).toEqual({ sub: of(next) });
  });

  it('those whom the configuration knows are tried, five at the most', () => {
    const strangers = denied('a', 'b', 'c', 'z0', 'some-stranger');
    const known = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5'];
    const entries = known.map((root) => project(`${root}/other`));
    expect(witnessOf(guessed([unusual('*'), strangers], { entries }))).toEqual({ sub: of('k0') });
    const four = denied('k0', 'k1', 'k2', 'k3');
    expect(witnessOf(guessed([unusual('*'), strangers, four], { entries }))).toEqual({ sub: of('k4') });
    const five = denied('k0', 'k1', 'k2', 'k3', 'k4');
    expect(guessed([unusual('*'), strangers, five], { entries }).verdict).toBe('undecided');
  });

  it('what the statement writes is tried, with a letter for each wildcard', () => {
    expect(witnessOf(guessed([unusual(['project_path:q?z*y/*:ref_type:branch:ref:x*'])]))).toEqual({
      sub: 'project_path:qazay/a:ref_type:branch:ref:xa',
    });
  });

  it('twenty of the values that it writes are tried, and none that is long', () => {
    expect(witnessOf(guessed([unusual(values(19))]))).toEqual({ sub: 'project_path:evil/xa' });
    expect(guessed([unusual(values(20))]).verdict).toBe('undecided');
    expect(witnessOf(guessed([unusual(long(400))]))?.['sub']).toHaveLength(400);
    expect(guessed([unusual(long(401))]).verdict).toBe('undecided');
  });

  it('the claims that statements ask for are tried with their first value', () => {
    const ids = { StringEquals: { 'gitlab.com:project_id': ['7', '8'], 'gitlab.com:user_login': 'eve' } };
    expect(witnessOf(guessed([unusual('*', ids)]))).toEqual({
      sub: of('a'),
      project_id: '7',
      user_login: 'eve',
    });
  });

  it('the usual audience is tried where the first value is another', () => {
    const audiences = {
      StringLike: { 'gitlab.com:aud': ['x', 'https://*'] },
      StringNotEquals: { 'gitlab.com:aud': 'x' },
    };
    expect(witnessOf(guessed([unusual('*', audiences)]))).toEqual({
      sub: of('a'),
      aud: 'https://gitlab.com',
    });
  });

  it('the gravest of them is shown, not the first', () => {
    const judgement = guessed([unusual('*')], { entries: [project('a/other')] });
    expect(judgement.severity).toBe('critical');
    expect(witnessOf(judgement)).toEqual({ sub: of('b') });
    const own = guessed([unusual('project_path:a/*')], { entries: [project('a/other')] });
    expect(own.severity).toBe('medium');
  });

  it('a token has to get in through the very statement', () => {
    const { findings } = guessed([unusual('*'), unusual('*:ref_type:t*:ref:x')]);
    expect(findings.map(({ id, statement }) => [id, statement])).toContainEqual(['statement/undecided', 1]);
    expect(findings.filter(({ severity }) => severity !== null).map(({ statement }) => statement)).toEqual([
      0,
    ]);
  });

  it('no more is tried than the budget allows, fifty transitions for each statement', () => {
    expect(guessed([unusual('*')], { transitions: 50 }).verdict).toBe('broader');
    expect(guessed([unusual('*')], { transitions: 49 }).verdict).toBe('undecided');
    expect(guessed([unusual('*'), denied('x')], { transitions: 100 }).verdict).toBe('broader');
    expect(guessed([unusual('*'), denied('x')], { transitions: 99 }).verdict).toBe('undecided');
  });

  it('nothing is found where nothing is guessed, and the budget is named', () => {
    const [finding] = guessed([unusual('project_path:q*/*y:*')], { transitions: 10 }).findings;
    expect(finding?.id).toBe('statement/undecided');
    expect(finding?.message).toContain('given up after');
  });
});
