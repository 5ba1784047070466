import { describe, expect, it } from '@jest/globals';
import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import { ARN, HEAD, inIssuers, linesOf, problemsOf, rolesOf, warningsOf } from './texts.ts';

describe('a warning about two entries', () => {
  it.each([
    [`${ARN}deploy-*`, `${ARN}*-production`],
    [`${ARN}a*`, `arn:aws:iam::*:role/ab`],
    ['arn:aws:iam::*:role/deploy-x*', `${ARN}deploy-*`],
    ['arn:*:iam::111122223333:role/a*', 'arn:aws:iam::*:role/ab*'],
  ])('is given where %s and %s mean some of the same roles', (earlier, later) => {
    expect(warningsOf(rolesOf(earlier, later))).toEqual([
      `6:13: roles[1].role: \`"${later}"\` and \`roles[0].role\` mean some of the same roles, for which the first wins: make sure that this is meant`,
    ]);
  });

  it.each([
    [`${ARN}deploy-production`, `${ARN}deploy-*`],
    [`${ARN}a*`, `${ARN}b*`],
    [`${ARN}a*`, 'arn:aws:iam::444455556666:role/a*'],
    ['arn:aws-cn:iam::*:role/a*', 'arn:aws:iam::*:role/*a'],
    [`${ARN}a`, 'arn:aws:iam::*:role/a'],
  ])('is not given about %s and %s', (earlier, later) => {
    expect(warningsOf(rolesOf(earlier, later))).toEqual([]);
  });

  it('is given once for each entry', () => {
    expect(warningsOf(rolesOf(`${ARN}a*`, `${ARN}b*`, `${ARN}*c`))).toHaveLength(1);
  });

  it('is not given about an entry of which no role is left', () => {
    expect(problemsOf(rolesOf(`${ARN}*a`, `${ARN}b*`, `${ARN}ba*`, `${ARN}x*a`))).toEqual([
      expect.stringContaining('roles[2].role: no role is left'),
      expect.stringContaining('roles[3].role: no role is left'),
    ]);
  });

  it('is looked for no longer than a bounded while, which is said', () => {
    const patterns = Array.from({ length: 300 }, (_, number) => `${ARN}${'*a'.repeat(40)}*${100 + number}*`);
    const [first, ...others] = warningsOf(rolesOf(...patterns));
    expect(first).toBe(
      '5:3: roles: the role patterns are too many or too long to compare them all, so that an entry that can never win may go unseen: write fewer wildcards or split the configuration',
    );
    expect(others.length).toBeLessThan(300);
  });
});

describe('a warning about an issuer', () => {
  it('is given where no line names it', () => {
    const text = `${HEAD}issuers: [gitlab.com, x.y]\ndefaults: { allow: [a/b] }\n`;
    expect(warningsOf(text)).toEqual([
      '4:23: issuers[1]: no entry allows a project of `"x.y"`, so that all its access is taken away',
    ]);
    expect(
      warningsOf(text.replace('[gitlab.com, x.y]', '[{ issuer: x.y, public: true }, gitlab.com]')),
    ).toEqual([
      '4:42: issuers[1]: no entry allows a project of `"gitlab.com"`, so that all its access is taken away',
    ]);
  });

  it('is given where every entry allows nobody', () => {
    expect(warningsOf(inIssuers('[gitlab.com, x.y]', rolesOf(`${ARN}a`)))).toHaveLength(2);
  });

  it('is not given where a line does, or where there is no entry at all', () => {
    const text = `${HEAD}issuers: [gitlab.com, x.y]\n`;
    expect(warningsOf(`${text}defaults: { allow: [a/b, { group: c, issuer: x.y }] }\n`)).toEqual([]);
    expect(warningsOf(text)).toEqual([]);
    expect(warningsOf(rolesOf(`${ARN}a`))).toEqual([]);
  });

  it('is not given where a line names one that is not listed, which may be meant', () => {
    const text = inIssuers('[gitlab.com, x.y.z]', linesOf('a/b', '{ project: c/d, issuer: x.z }'));
    expect(loadConfiguration(text, 'f')).toMatchObject({ ok: false, warnings: [] });
  });
});

describe('a warning about a placeholder', () => {
  it.each([
    'mygroup/api',
    'My-Group/api',
    '{ project: example/app }',
    '{ group: your_org }',
    '{ group: group/sub }',
  ])('is given about %s', (line) => {
    expect(warningsOf(linesOf(line))).toEqual([
      expect.stringMatching(
        /^7:\d+: roles\[0\]\.allow\[0\](\.\w+)?: `"[^"]+"` looks like a group of an example, and on a public instance it is somebody's: write your own$/,
      ),
    ]);
  });

  it.each(['acme/mygroup', 'groups/a', '{ group: my-grouping }', '{ group: platform/example }'])(
    'is not given about %s',
    (line) => {
      expect(warningsOf(linesOf(line))).toEqual([]);
    },
  );
});

const about = (now: string): readonly string[] => {
  const text = `${HEAD}exempt: [{ role: '${ARN}a', reason: x, until: 2026-11-30 }]\n`;
  const loaded = loadConfiguration(text, 'f', new Date(now));
  return loaded.ok
    ? loaded.warnings.map((each) => formatProblem(each).replace(/^.*until: /, ''))
    : ['not valid'];
};

describe('a warning about an exemption', () => {
  it.each([
    ['2026-11-15T23:59:59Z', []],
    [
      '2026-11-16T00:00:00Z',
      ['the exemption ends on 2026-11-30, in 14 days: give a later day if it shall go on'],
    ],
    [
      '2026-11-28T23:59:59Z',
      ['the exemption ends on 2026-11-30, in 2 days: give a later day if it shall go on'],
    ],
    [
      '2026-11-29T23:00:00Z',
      ['the exemption ends on 2026-11-30, tomorrow: give a later day if it shall go on'],
    ],
    ['2026-11-30T23:59:59Z', ['the exemption ends on 2026-11-30, today: give a later day if it shall go on']],
    [
      '2026-12-01T00:00:00Z',
      ['the exemption ended on 2026-11-30 and no longer counts, remove it or give a later day'],
    ],
  ])('is given at %s: %j', (now, warnings) => {
    expect(about(now)).toEqual(warnings);
  });
});

const projects = (count: number): string[] =>
  Array.from({ length: count }, (_, number) => `acme/a-project-with-a-name-${100 + number}`);

describe('a warning beside an error', () => {
  it('is given where every value is what it should be', () => {
    const text = linesOf('mygroup/a', '{ project: b/c, id: 7 }', '{ project: d/e, id: 7 }');
    const loaded = loadConfiguration(text, 'f');
    expect(loaded).toMatchObject({ ok: false, problems: [{ line: 9 }], warnings: [{ line: 7 }] });
  });

  it('is not given where some value is not', () => {
    const loaded = loadConfiguration(linesOf('mygroup/a', '5'), 'f');
    expect(loaded).toMatchObject({ ok: false, problems: [{ line: 8 }], warnings: [] });
  });
});

describe('a warning about the size', () => {
  it('is given where no trust policy for the list can fit', () => {
    const [warning, ...others] = warningsOf(linesOf(...projects(60)));
    expect(warning).toMatch(
      /^7:7: roles\[0\]\.allow: a trust policy for this list has \d{4} characters at least, and 2048 are allowed unless the account's quota was raised: split the role or allow a group$/,
    );
    expect(others).toEqual([]);
  });

  it('is not given where one may', () => {
    expect(warningsOf(linesOf(...projects(30)))).toEqual([]);
  });

  it('is given where the projects would fit, but not with a ref of each', () => {
    const lines = projects(25).map((path, number) => `{ project: ${path}, branches: [main, b${number}] }`);
    expect(warningsOf(linesOf(...lines))).toEqual([
      expect.stringMatching(/^7:7: roles\[0\]\.allow: a trust policy for this list has 3\d{3} characters/),
    ]);
  });

  it('is not given where every project with every ref has room as two lists', () => {
    const lines = projects(25).map((path) => `{ project: ${path}, branches: [main, a, b] }`);
    expect(warningsOf(linesOf(...lines))).toEqual([]);
  });

  it('is not given about projects below a group that is allowed', () => {
    expect(warningsOf(linesOf('{ group: acme }', ...projects(60)))).toEqual([]);
  });

  it('is given about the list of the defaults, too', () => {
    const text = `${HEAD}defaults: { allow: [${projects(60).join(', ')}] }\n`;
    expect(warningsOf(text)).toEqual([expect.stringMatching(/^4:20: defaults\.allow: a trust policy/)]);
  });

  it('counts each ref once, and none that another means', () => {
    const refs = Array.from({ length: 110 }, (_, number) => `release/2026-number-${number}`).join(', ');
    expect(warningsOf(linesOf(`{ project: a/b, branches: [${refs}] }`))).toHaveLength(1);
    expect(warningsOf(linesOf(`{ project: a/b, branches: [${refs}, 'release/*'] }`))).toEqual([]);
  });
});
