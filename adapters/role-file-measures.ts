import { isDeepStrictEqual } from 'node:util';
import type { Measure } from '../remediation/ports.ts';
import { isObject, own, type ParsedObject } from './json-text.ts';

/** A measure as it stands in a role file: in which list, which member names it there, and the whole item. */
interface Place {
  /** AWS: the lists of `aws iam get-account-authorization-details`; `aws iam get-role` shows the tags alone. */
  readonly list: string;
  readonly name: string;
  readonly item: ParsedObject;
}

/** Tells whether a measure is in a role file, with this very content. */
export function hasMeasureIn(role: ParsedObject, measure: Measure): boolean {
  const { list, item } = placeOf(measure);
  return itemsOf(role, list).some((each) => isDeepStrictEqual(decoded(each), item));
}

/** Returns the `Role` of a role file with a measure, in the place of one of the same name. */
export function withMeasure(role: ParsedObject, measure: Measure): ParsedObject {
  const { list, item } = placeOf(measure);
  return { ...role, [list]: [...others(role, measure), item] };
}

/** Returns the `Role` of a role file without a measure, whatever its content. */
export function withoutMeasure(role: ParsedObject, measure: Measure): ParsedObject {
  return { ...role, [placeOf(measure).list]: others(role, measure) };
}

function others(role: ParsedObject, measure: Measure): readonly unknown[] {
  const { list, name, item } = placeOf(measure);
  return itemsOf(role, list).filter((each) => own(each, name) !== item[name]);
}

function placeOf(measure: Measure): Place {
  switch (measure.kind) {
    case 'inline-policy': {
      const item = { PolicyName: measure.name, PolicyDocument: JSON.parse(measure.document) as unknown };
      return { list: 'RolePolicyList', name: 'PolicyName', item };
    }
    case 'managed-policy': {
      const PolicyName = measure.arn.slice(measure.arn.lastIndexOf('/') + 1);
      const item = { PolicyName, PolicyArn: measure.arn };
      return { list: 'AttachedManagedPolicies', name: 'PolicyArn', item };
    }
    case 'tag':
      return { list: 'Tags', name: 'Key', item: { Key: measure.key, Value: measure.value } };
  }
}

function itemsOf(role: ParsedObject, list: string): readonly unknown[] {
  const items = own(role, list);
  return Array.isArray(items) ? items : [];
}

/**
 * AWS: `PolicyDocument` is percent-encoded where the API answered, and an object where the AWS CLI printed it.
 *
 * WHY: one that cannot be read is no measure of ours, and is left as it is.
 */
function decoded(item: unknown): unknown {
  const document = own(item, 'PolicyDocument');
  if (!isObject(item) || typeof document !== 'string') return item;
  try {
    const text = document.trimStart().startsWith('%') ? decodeURIComponent(document) : document;
    return { ...item, PolicyDocument: JSON.parse(text) as unknown };
  } catch {
    return item;
  }
}
