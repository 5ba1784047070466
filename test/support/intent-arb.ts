import * as fc from 'fast-check';
import type { AllowEntry, Intent, RefPatterns } from '../../policies/index.ts';

export const GITLAB = 'gitlab.com';
export const SELF_MANAGED = 'gitlab.example.com/gitlab';
export const ISSUERS = [GITLAB, SELF_MANAGED] as const;

export const PROJECTS = [
  'mygroup/myproject',
  'mygroup/api',
  'MyGroup/App',
  'platform/infra/net',
  'ops/deploy',
  'a/b',
  'x_y/z.z',
];
export const GROUPS = ['mygroup', 'platform', 'platform/infra', 'a', 'X-Y'];
export const IDS = ['1', '12', '123', '67890'];
const BRANCHES = ['main', 'main', 'release/*', '*', 'v?', 'Main', 'ma*n', 'f/?*', 'x${y'];
const AUDIENCES = ['sts.amazonaws.com', 'https://gitlab.com'];
const TAGS = ['v*', 'v1.0', '*', 'v?.*'];

const refsArb: fc.Arbitrary<RefPatterns> = fc.record(
  {
    branches: fc.uniqueArray(fc.constantFrom(...BRANCHES), { maxLength: 3 }),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 }),
  },
  { noNullPrototype: true },
);

const issuerNameArb = fc.oneof(
  { weight: 3, arbitrary: fc.constant(GITLAB) },
  { weight: 1, arbitrary: fc.constant(SELF_MANAGED) },
);

/** What a project may have chosen for its subjects; the last one names it by its id alone. */
const SHAPES: readonly (readonly string[])[] = [
  ['project_path', 'ref_type', 'ref'],
  ['project_path', 'ref', 'ref_type'],
  ['project_path', 'ref_type', 'ref', 'ref_protected'],
  ['job_project_path', 'project_path', 'ref_type', 'ref'],
  ['project_id', 'ref_type', 'ref'],
];

const shapesArb = fc.subarray([...SHAPES], { minLength: 1, maxLength: 2 });

const entriesArb = (
  kind: AllowEntry['kind'],
  paths: readonly string[],
  ids: readonly (string | undefined)[],
): fc.Arbitrary<AllowEntry> =>
  fc
    .record({
      path: fc.constantFrom(...paths),
      issuer: issuerNameArb,
      // WHY: a list of refs below a group is what judging takes longest over.
      refs: fc.option(refsArb, { nil: undefined, freq: kind === 'group' ? 1 : 3 }),
      id: fc.constantFrom(...ids),
      requiresId: fc.constantFrom(true, false, false, false),
      // WHY: shapes of one's own and ids that are required take long to rewrite, and a few do for a run.
      shapes: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: shapesArb }),
    })
    .map(({ refs, id, requiresId, shapes, ...entry }) => {
      const known = shapes?.filter((shape) => id !== undefined || !shape.includes('project_id'));
      return {
        kind,
        ...entry,
        ...(refs === undefined ? {} : { refs }),
        ...(id === undefined ? {} : { id }),
        // AWS: STS sees the id in tokens of gitlab.com alone.
        ...(id !== undefined && requiresId && entry.issuer === GITLAB ? { requiresId } : {}),
        ...(known === undefined || known.length === 0 ? {} : { shapes: known }),
      };
    });

const entryArb: fc.Arbitrary<AllowEntry> = fc.oneof(
  { weight: 2, arbitrary: entriesArb('project', PROJECTS, [undefined, undefined, ...IDS]) },
  { weight: 1, arbitrary: entriesArb('group', GROUPS, [undefined]) },
);

/** Intents with up to three entries, over the two issuers. */
export const intentArb: fc.Arbitrary<Intent> = fc
  .record({
    listed: fc.boolean(),
    entries: fc.array(entryArb, { minLength: 1, maxLength: 3 }),
    isPublic: fc.boolean(),
    isEmpty: fc.integer({ min: 0, max: 14 }).map((side) => side === 14),
    others: fc.subarray(['friends']),
    audiences: fc.constantFrom(undefined, undefined, undefined, ['https://gitlab.com'], AUDIENCES),
  })
  .map(({ listed, entries: some, isEmpty, isPublic, others, audiences }): Intent => {
    const entries = isEmpty ? [] : some;
    const roots = [...entries.map(({ path }) => foldedRoot(path)), ...others];
    return {
      listed,
      entries,
      issuers: [
        { name: GITLAB, isPublic: true, ...(audiences === undefined ? {} : { audiences }) },
        { name: SELF_MANAGED, isPublic },
      ],
      knownRoots: [...new Set(roots)],
    };
  });

function foldedRoot(path: string): string {
  return path.slice(0, path.indexOf('/') < 0 ? path.length : path.indexOf('/')).toLowerCase();
}

/** Returns the subjects, as patterns, that the entries of one issuer are about, in several shapes. */
export function subjectsOf(intent: Intent, issuer: string): string[] {
  const entries = intent.entries.filter((entry) => entry.issuer === issuer);
  const subjects = entries.flatMap((entry) => {
    const projects = [`project_path:${entry.path}${entry.kind === 'group' ? '/*' : ''}`];
    if (entry.id !== undefined) projects.push(`project_id:${entry.id}`);
    const refs = [
      ...(entry.refs?.branches ?? ['*', 'main']).map((ref) => `ref_type:branch:ref:${ref}`),
      ...(entry.refs?.tags ?? ['v1.0']).map((ref) => `ref_type:tag:ref:${ref}`),
    ];
    const ends = entry.refs === undefined ? [...refs, '*'] : refs;
    const shaped = (entry.shapes ?? []).map((shape) =>
      shape.map((name) => `${name}:${valueIn(entry, name)}`).join(':'),
    );
    return [...projects.flatMap((project) => ends.map((end) => `${project}:${end}`)), ...shaped];
  });
  return subjects.length > 0 ? subjects : ['project_path:mygroup/myproject:*'];
}

function valueIn({ path, kind, id, refs }: AllowEntry, component: string): string {
  const branch = refs?.branches[0];
  const values: Readonly<Record<string, string | undefined>> = {
    project_path: kind === 'group' ? `${path}/*` : path,
    project_id: id,
    ref_type: branch === undefined && refs?.tags.length !== 0 ? 'tag' : 'branch',
    ref: branch ?? refs?.tags[0] ?? 'main',
  };
  return values[component] ?? '*';
}
