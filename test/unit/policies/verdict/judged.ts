import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { judge, type Judgement } from '../../../../policies/verdict/judge.ts';
import { group, intentOf, policyOf, project, ROLE } from '../parts.ts';

export const INTENT = intentOf(project('my/app', { id: '12' }), group('team'));
/** Every branch and tag of the one project that this intent allows. */
export const OURS = 'project_path:my/app:*';

/** Judges some statements, by this intent unless another one is given. */
export function judged(statements: readonly JsonObject[], intent: Intent = INTENT): Judgement {
  return judge(policyOf(...statements), intent, { role: ROLE });
}
