import * as fc from 'fast-check';
import { PROJECTS } from './intent-arb.ts';

type Edit = (text: string, at: number) => string;

const put =
  (piece: string): Edit =>
  (text, at) =>
    text.slice(0, at) + piece + text.slice(at);
const over =
  (piece: string): Edit =>
  (text, at) =>
    text.slice(0, at) + piece + text.slice(at + 1);

const flipCase: Edit = (text, at) => {
  const letter = text.charAt(at);
  return over(letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())(text, at);
};

const reorder: Edit = (text, at) => {
  const parts = text.split(':');
  const pairs = parts.flatMap((_, index) => (index % 2 === 0 ? [parts.slice(index, index + 2)] : []));
  const moved = pairs.splice(at % pairs.length, 1);
  return [...moved, ...pairs].flat().join(':');
};

const otherProject: Edit = (text, at) =>
  text.replace(/project_path:[^:]*/, `project_path:${PROJECTS[at % PROJECTS.length]}`);

/** Ways in which people, and attackers, change a subject pattern a little. */
const EDITS: readonly Edit[] = [
  put('*'),
  put('?'),
  over('*'),
  over('?'),
  over(''),
  flipCase,
  reorder,
  otherProject,
  (text, at) => text.slice(at),
  (text, at) => `${text.slice(0, at)}*`,
  (text, at) => `*${text.slice(at)}`,
  (text) => `${text}*`,
  (text) => `${text}:ref_protected:true`,
  (text) => text.replace('project_path', 'job_project_path'),
  (text) => text.replace(/:ref_type:(branch|tag)/, ''),
  (text) => text.replace(/ref_type:branch/, 'ref_type:*'),
  (text) => text.replace(/:ref_type.*$/, ':*'),
  (text) => text.replace('*', '${*}'),
  put('${gitlab.com:sub}'),
  put("${gitlab.com:nothing, 'm'}"),
  put('${aws:username}'),
  put('${gitlab.com:aud}'),
  put('${'),
  () => '${gitlab.com:sub}',
  () => '*',
  () => '',
];

const editArb = fc.tuple(fc.constantFrom(...EDITS), fc.nat({ max: 999 }));

/** Ways that let in more, often only a little. */
const WIDENINGS: readonly Edit[] = [
  put('*'),
  over('*'),
  over('?'),
  (text, at) => `${text.slice(0, at)}*`,
  (text, at) => `*${text.slice(at)}`,
  (text) => `${text}*`,
  (text) => text.replace(/:ref_type.*$/, ':*'),
  otherProject,
];

/** Subject patterns that let in a little more than some others. */
export const widerSubjectArb = (near: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...near), fc.constantFrom(...WIDENINGS), fc.nat({ max: 999 }))
    .map(([text, edit, at]) => edit(text, at % (text.length + 1)));

/** Subject patterns that lie near some others: as they are, or with a few changes. */
export const subjectPatternArb = (near: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...near),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 5, arbitrary: fc.array(editArb, { minLength: 1, maxLength: 3 }) },
      ),
    )
    .map(([text, edits]) =>
      edits.reduce((edited, [edit, at]) => edit(edited, at % (edited.length + 1)), text),
    );
