import { readFileSync } from 'node:fs';
import { loadConfiguration } from '../config/load.ts';
import type { ConfigurationDocument } from '../config/document.ts';
import { selectRole } from '../config/select.ts';
import type { Intent } from '../policies/index.ts';

/** A policy to judge: the same document in many texts, each new to whoever reads it. */
export interface Sample {
  readonly name: string;
  readonly role: string;
  readonly intent: Intent;
  readonly texts: readonly string[];
}

const VARIANTS = 200;
const ACCOUNT = 'arn:aws:iam::111122223333:role/';

/** Writes a document as IAM returns it, minified and percent-encoded, in many variants of one length. */
function variantsOf(policy: object): string[] {
  const statements = [(policy as { Statement: unknown }).Statement].flat() as object[];
  return Array.from({ length: VARIANTS }, (_, number) => {
    const [first, ...others] = statements;
    const named = { Sid: `Variant${String(number).padStart(4, '0')}`, ...first };
    return encodeURIComponent(JSON.stringify({ ...policy, Statement: [named, ...others] }));
  });
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function configurationOf(text: string, name: string) {
  const loaded = loadConfiguration(text, name);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('; '));
  return loaded.configuration;
}

/** Returns the real policies, under `bench/real.yaml`. */
export function realSamples(): Sample[] {
  const configuration = configurationOf(readFileSync('bench/real.yaml', 'utf8'), 'bench/real.yaml');
  return (read('bench/real-policies.json') as { name: string; policy: object }[]).map(({ name, policy }) => {
    const role = ACCOUNT + name;
    return {
      name,
      role,
      intent: selectRole(configuration, role, new Date(0)).intent,
      texts: variantsOf(policy),
    };
  });
}

interface Scenario {
  readonly name: string;
  readonly role: string;
  readonly issuers: readonly unknown[];
  readonly allow: readonly unknown[];
  readonly policy: object;
}

/** Returns the synthetic policies: the cases with known answers, each with a configuration of its own. */
export function syntheticSamples(): Sample[] {
  return (read('test/scenarios/verdicts.json') as Scenario[]).map(
    ({ name, role, issuers, allow, policy }) => {
      const text = JSON.stringify({
        version: 1,
        mode: 'dry-run',
        unlisted: 'report',
        issuers,
        roles: [{ role, allow }],
      });
      return {
        name,
        role,
        intent: selectRole(configurationOf(text, name), role, new Date(0)).intent,
        texts: variantsOf(policy),
      };
    },
  );
}

const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/gitlab.com';

const statement = (number: number): object => ({
  Effect: 'Allow',
  Principal: { Federated: PROVIDER },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
    StringLike: {
      'gitlab.com:sub': [
        `project_path:mygroup/project-${number}:ref_type:branch:ref:main`,
        `project_path:mygroup/project-${number}:*`,
      ],
    },
  },
});

/** Returns a policy of so many statements, each with some literal subjects. */
export function policyOfSize(statements: number): Sample {
  const policy = {
    Version: '2012-10-17',
    Statement: Array.from({ length: statements }, (_, number) => statement(number)),
  };
  return {
    name: `statements-${statements}`,
    role: `${ACCOUNT}x`,
    intent: intentOfSize(1),
    texts: variantsOf(policy),
  };
}

const entry = (number: number) => ({
  kind: 'project' as const,
  path: `group-${number % 50}/project-${number}`,
  issuer: 'gitlab.com',
  ...(number % 3 === 0 ? { refs: { branches: ['main', 'release/*'], tags: [`v${number}.*`] } } : {}),
});

/** Returns an intent of so many entries, a third of them with ref lists, and one group that covers `mygroup`. */
export function intentOfSize(entries: number): Intent {
  return {
    listed: true,
    issuers: [{ name: 'gitlab.com', isPublic: true }],
    knownRoots: ['mygroup'],
    entries: [
      { kind: 'group', path: 'mygroup', issuer: 'gitlab.com' },
      ...Array.from({ length: entries }, (_, number) => entry(number)),
    ],
  };
}

const run = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Returns policies that are built to make automata explode. */
export function worstSamples(): Sample[] {
  const conditions: Record<string, object | readonly object[]> = {
    'many-runs': { StringLike: { 'gitlab.com:sub': run('*a', 3900) } },
    'run-then-questions': {
      StringLike: { 'gitlab.com:sub': `*a${run('?', 60)}` },
      StringNotLike: { 'gitlab.com:sub': `*b${run('?', 60)}` },
    },
    'not-like-questions': {
      StringNotLike: {
        'gitlab.com:sub': Array.from(
          { length: 24 },
          (_, number) => `*${'abcdefgh'[number % 8]}${run('?', 20 + number)}`,
        ),
      },
    },
    'overlapping-lists': {
      StringLike: {
        'gitlab.com:sub': Array.from({ length: 60 }, (_, number) => `*${number}*a*${number % 7}*`),
      },
      'ForAnyValue:StringLike': {
        'gitlab.com:sub': Array.from({ length: 60 }, (_, number) => `*b*${number}*c*`),
      },
    },
    'three-lists': {
      StringLike: { 'gitlab.com:sub': run('*a?', 1000) },
      'ForAnyValue:StringLike': { 'gitlab.com:sub': run('*b?', 1000) },
      'ForAllValues:StringLike': { 'gitlab.com:sub': run('*c?', 1000) },
    },
    'many-statements': Array.from({ length: 12 }, (_, number) => ({
      StringLike: { 'gitlab.com:sub': `${run('*a', 250)}${number}` },
    })),
  };
  return Object.entries(conditions).map(([name, each]) => ({
    name,
    role: `${ACCOUNT}x`,
    intent: intentOfSize(10),
    texts: variantsOf({
      Version: '2012-10-17',
      Statement: [each].flat().map((condition) => ({
        Effect: 'Allow',
        Principal: { Federated: PROVIDER },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: condition,
      })),
    }),
  }));
}

/** Returns a configuration with as many role entries as projects, each role for one project, every tenth a pattern. */
export function configurationOfSize(size: number): ConfigurationDocument {
  return {
    version: 1,
    mode: 'dry-run',
    unlisted: 'report',
    roles: Array.from({ length: size }, (_, number) => ({
      role: `${ACCOUNT}team-${number % 50}/deploy-${number}${number % 10 === 0 ? '-*' : ''}`,
      allow: [
        number % 3 === 0
          ? { project: `team-${number % 50}/project-${number}`, branches: ['main', 'release/*'] }
          : `team-${number % 50}/project-${number}`,
      ],
    })),
  };
}
