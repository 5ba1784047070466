import { describe, expect, it } from '@jest/globals';
import { HEAD, linesOf, problemsOf } from './texts.ts';

const places = (text: string) => problemsOf(HEAD + text).map((problem) => problem.split(': ', 2)[1]);

describe('the issuer of an entry', () => {
  it.each([
    ['gitlab.cm', 'did you mean `"gitlab.com"`, or add it there'],
    ['code.example.org', 'add it there'],
  ])('has to be listed, and %s is not', (issuer, end) => {
    expect(problemsOf(linesOf(`{ group: a, issuer: ${issuer} }`))).toEqual([
      `7:29: roles[0].allow[0].issuer: \`"${issuer}"\` is not one of \`issuers\`, ${end}`,
    ]);
  });

  it('is not complained of where the list itself is wrong', () => {
    const text = `${HEAD}issuers: [https://a.example]\ndefaults: { allow: [{ group: a, issuer: a.example }] }\n`;
    expect(problemsOf(text)).toEqual([
      '4:11: issuers[0]: `"https://a.example"` is not an issuer, leave the scheme out, like `gitlab.example.com`',
    ]);
  });
});

describe('the issuer of an entry beside another mistake', () => {
  const entry = 'defaults: { allow: [{ group: a, issuer: a.example }] }\n';

  it('is complained of where the issuers are listed', () => {
    expect(places(`issuers: [gitlab.com]\nzz: 1\n${entry}`)).toEqual(['zz', 'defaults.allow[0].issuer']);
  });

  it('is not complained of where an unknown key may be meant to list them', () => {
    expect(places(`instances: [a.example]\n${entry}`)).toEqual(['instances']);
  });
});

describe('the list of issuers', () => {
  const HOST =
    'write the host in lower case and the path as they follow `oidc-provider/`, like `gitlab.example.com/gitlab`';

  it.each([
    ['[]', '4:10: issuers: an empty list is not a list of one issuer or more, write it like `[gitlab.com]`'],
    [
      '[https://gitlab.com]',
      '4:11: issuers[0]: `"https://gitlab.com"` is not an issuer, leave the scheme out, like `gitlab.example.com`',
    ],
    [
      '["gitlab.com:8443"]',
      '4:11: issuers[0]: `"gitlab.com:8443"` is not an issuer, leave the port out, IAM cannot test the claims of such an issuer',
    ],
    ['[gitlab.com/]', '4:11: issuers[0]: `"gitlab.com/"` is not an issuer, leave the `/` at the end out'],
    ['[GitLab.com]', `4:11: issuers[0]: \`"GitLab.com"\` is not an issuer, ${HOST}`],
    ['["*.example.com"]', `4:11: issuers[0]: \`"*.example.com"\` is not an issuer, ${HOST}`],
    [
      '[5]',
      '4:11: issuers[0]: `5` is not an issuer, or an object that names one, write it like `{ issuer: gitlab.example.com, public: true }`',
    ],
    [
      '[{ public: true }]',
      '4:11: issuers[0].issuer: key `issuer` is missing, add `issuer: gitlab.example.com/gitlab`',
    ],
    [
      '[{ issuer: a.example, public: yes }]',
      '4:40: issuers[0].public: `"yes"` is not a boolean, use `true` or `false`',
    ],
    [
      '[{ issuer: gitlab.com, public: false }]',
      '4:41: issuers[0].public: anyone can register at `gitlab.com`, remove `public` or set it to `true`',
    ],
    [
      '[a.example, { issuer: a.example, public: true }]',
      '4:32: issuers[1].issuer: issuer `"a.example"` is listed already as `issuers[0]`, remove one',
    ],
    [
      '[a.example/b, a.example/B]',
      '4:24: issuers[1]: issuer `"a.example/B"` is listed already as `issuers[0]`, remove one',
    ],
  ])('may not be %s', (list, problem) => {
    expect(problemsOf(`${HEAD}issuers: ${list}\n`)).toEqual([problem]);
  });
});
