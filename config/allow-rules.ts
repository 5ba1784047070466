import { COMPONENT_NAMES, isGroupPath, isProjectPath, mayLead, mayMatchRef } from '../policies/index.ts';
import { GITLAB_COM } from './document.ts';
import { allowItemsOf, fieldOf, hasWrongKey, itemsOf, refListsOf, textOf } from './draft.ts';
import type { Draft, Placed } from './draft.ts';
import { formatPath } from './problem.ts';
import type { Complaint } from './problem.ts';
import { homeOf, type Rule } from './rules.ts';
import { show } from './show.ts';

/** Complains of a path that no project or group of GitLab has, by today's rules or by older ones. */
export const namesPossiblePaths: Rule = (draft) =>
  allowItemsOf(draft).flatMap((item) => {
    const [project, group] = [textOf(item, 'project'), textOf(fieldOf(item, 'group'), '')];
    return [
      ...(project === undefined || !isSchemaPath(project.value) ? [] : aboutPath(project, isProjectPath)),
      ...(group === undefined || !isSchemaPath(group.value) ? [] : aboutPath(group, isGroupPath)),
    ];
  });

/** WHY: what the schema refuses is complained of already. */
function isSchemaPath(text: string): boolean {
  return /^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/.test(text);
}

function aboutPath(
  { path, value }: Placed & { readonly value: string },
  isPossible: (text: string) => boolean,
): readonly Complaint[] {
  // WHY: no matter the case, this is the address for cloning.
  const isAddress = /\.git$/i.test(value);
  if ((isPossible(value) && !isAddress) || (!value.includes('/') && isPossible === isProjectPath)) return [];
  const withoutSuffix = value.replace(/\.git$/i, '');
  const end =
    isAddress && isPossible(withoutSuffix) ? `write ${show(withoutSuffix)}` : 'write it as GitLab shows it';
  // GITLAB: lib/gitlab/path_regex.rb.
  const message = `GitLab has no path like ${show(value)}: no part of one begins with \`-\` or ends in \`.git\` or \`.atom\`, and no group ends with a dot; ${end}`;
  return [{ path, message }];
}

/** Complains of a ref pattern that no branch and no tag can match. */
export const namesPossibleRefs: Rule = (draft) =>
  allowItemsOf(draft)
    .flatMap(refListsOf)
    .flatMap(itemsOf)
    .flatMap(({ path, value }) => {
      // WHY: what the schema refuses may be complained of twice here, of which the first is shown.
      if (typeof value !== 'string' || mayMatchRef(value)) return [];
      // GITLAB: git-check-ref-format (https://git-scm.com/docs/git-check-ref-format).
      const message = `git has no ref like ${show(value)}: no \`..\`, \`//\` or \`@{\`, no part that begins with a dot or ends in \`.lock\`, no slash at either end and no dot at the end; write the short name of the ref`;
      return [{ path, message }];
    });

/** Complains of a project id that entries give to two paths of one issuer. */
export const givesEachIdToOnePath: Rule = (draft) => {
  const owners = new Map<string, { readonly owner: string; readonly first: Placed }>();
  return allowItemsOf(draft).flatMap((item): readonly Complaint[] => {
    const [id, project] = [fieldOf(item, 'id'), textOf(fieldOf(item, 'project'), '')];
    if (typeof id.value !== 'number' || project === undefined) return [];
    const key = `${issuerOf(draft, item)} ${id.value}`;
    // GITLAB: paths are compared without case.
    const owner = project.value.toLowerCase();
    const known = owners.get(key);
    if (known === undefined) owners.set(key, { owner, first: id });
    if (known === undefined || known.owner === owner) return [];
    const message = `id ${id.value} is given to another project as \`${formatPath(known.first.path)}\`, and it is the number of one project: correct one of them`;
    return [{ path: id.path, message }];
  });
};

/** Complains of an entry that cannot show an id although the configuration requires one. */
export const hasRequiredIds: Rule = (draft) => {
  if (fieldOf({ path: [], value: draft.value }, 'requireProjectId').value !== true) return [];
  return allowItemsOf(draft).flatMap((item) => {
    if (issuerOf(draft, item) !== GITLAB_COM) return [];
    if (fieldOf(item, 'group').value !== undefined) {
      const message = '`requireProjectId` is set and a group has no project id, list its projects instead';
      return [{ path: [...item.path, 'group'], message }];
    }
    if (fieldOf(item, 'id').value !== undefined || textOf(item, 'project') === undefined) return [];
    if (hasWrongKey(draft, item)) return [];
    const message = '`requireProjectId` is set and the project has no `id`, add it';
    return [{ path: item.path, message }];
  });
};

/** Complains of a shape of subjects that no project can choose, or that cannot prove what the entry allows. */
export const shapesProveTheEntry: Rule = (draft) =>
  allowItemsOf(draft).flatMap((item) =>
    itemsOf(fieldOf(item, 'subject')).flatMap((shape) => {
      const names = itemsOf(shape).map(({ value }) => value);
      if (hasWrongKey(draft, item) || names.length === 0 || !names.every(isComponent)) return [];
      const message = aboutShape(names, item);
      return message === undefined ? [] : [{ path: shape.path, message }];
    }),
  );

function isComponent(name: unknown): name is string {
  return typeof name === 'string' && COMPONENT_NAMES.includes(name);
}

function aboutShape(names: readonly string[], item: Placed): string | undefined {
  if (!mayLead(names[0] ?? ''))
    return `a subject cannot begin with \`${names[0]}\`, begin with \`project_path\` or \`project_id\``;
  const hasId = fieldOf(item, 'id').value !== undefined;
  if (names.includes('project_id') && fieldOf(item, 'group').value !== undefined)
    return 'a group has no project id that such a subject could have, list its projects instead';
  if (names.includes('project_id') && !hasId)
    return 'subjects with `project_id` need the number of the project, add `id` to the entry';
  if (!names.includes('project_path') && !names.includes('project_id'))
    return 'such a subject does not prove the project, add `project_path` or `project_id`';
  const isLimited = refListsOf(item).some(({ value }) => value !== undefined);
  if (isLimited && !(names.includes('ref_type') && names.includes('ref')))
    return 'such a subject does not prove the ref, add `ref_type` and `ref`, or allow every ref';
  return undefined;
}

/** Every rule about the lines of allowlists that refuses a configuration. */
export const ALLOW_RULES: readonly Rule[] = [
  namesPossiblePaths,
  namesPossibleRefs,
  givesEachIdToOnePath,
  hasRequiredIds,
  shapesProveTheEntry,
];

function issuerOf(draft: Draft, item: Placed): string {
  const { value } = fieldOf(item, 'issuer');
  return typeof value === 'string' ? value : homeOf(draft);
}
