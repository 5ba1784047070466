import { allowItemsOf, fieldOf, itemsOf, textOf } from './draft.ts';
import type { Placed } from './draft.ts';
import type { Complaint } from './problem.ts';
import type { Rule } from './rules.ts';
import { show } from './show.ts';

/** Warns of an entry whose ref lists are empty: it allows nothing, while leaving them out allows every ref. */
export const allowsSomeRef: Rule = (draft) =>
  allowItemsOf(draft).flatMap((item) => {
    const lists = refListsOf(item).filter(({ value }) => value !== undefined);
    const [first] = lists;
    if (first === undefined || lists.some((list) => itemsOf(list).length > 0)) return [];
    const message =
      'no branch and no tag is listed, so that the entry allows nothing: list one or remove the entry';
    return [{ path: first.path, message }];
  });

/** Warns of a project path that is the address for cloning: GitLab has no project whose path ends so. */
export const leavesOutGitSuffix: Rule = (draft) =>
  allowItemsOf(draft).flatMap((item) => {
    const project = textOf(item, 'project');
    // GITLAB: no path ends in `.git` (https://docs.gitlab.com/user/reserved_names/).
    if (!project?.value.toLowerCase().endsWith('.git')) return [];
    return [
      {
        path: project.path,
        message: `no project path ends in \`.git\`, write ${show(project.value.slice(0, -4))}`,
      },
    ];
  });

/** Warns of a ref pattern with the long name of a ref, which no token carries. */
export const namesShortRefs: Rule = (draft) =>
  allowItemsOf(draft).flatMap(refListsOf).flatMap(itemsOf).flatMap(aboutLongRef);

/** Every rule that warns about a configuration and lets it pass. */
export const WARNINGS: readonly Rule[] = [allowsSomeRef, leavesOutGitSuffix, namesShortRefs];

function aboutLongRef({ path, value }: Placed): readonly Complaint[] {
  // GITLAB: `ref` and the subject carry the short name (https://docs.gitlab.com/ci/secrets/id_token_authentication/).
  const prefix = ['refs/heads/', 'refs/tags/'].find(
    (start) => typeof value === 'string' && value.startsWith(start),
  );
  if (prefix === undefined || typeof value !== 'string') return [];
  const message = `a token carries the short name of a ref, write ${show(value.slice(prefix.length))}`;
  return [{ path, message }];
}

function refListsOf(item: Placed): readonly Placed[] {
  return [fieldOf(item, 'branches'), fieldOf(item, 'tags')];
}
