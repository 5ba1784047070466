import { expect, it } from '@jest/globals';
import { describeFailure } from '../../../../adapters/documents/read-source.ts';

it.each([
  ['EACCES', /may not be read, ask for the permission/],
  ['EPERM', /may not be read/],
  ['ENOTDIR', /no such file/],
  ['EMFILE', /^cannot be read: too many/],
])('a file that fails with %s is told with what to do', (code, said) => {
  expect(describeFailure(Object.assign(new Error('too many'), { code }))).toMatch(said);
});
