import { isDeepStrictEqual } from 'node:util';
import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRoleTags,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import type { Measure } from '../remediation/ports.ts';

/** The calls that each kind of measure takes, which are the permissions that they need too. */
export const measureCalls = {
  'inline-policy': { read: 'GetRolePolicy', put: 'PutRolePolicy', remove: 'DeleteRolePolicy' },
  'managed-policy': { read: 'ListAttachedRolePolicies', put: 'AttachRolePolicy', remove: 'DetachRolePolicy' },
  tag: { read: 'ListRoleTags', put: 'TagRole', remove: 'UntagRole' },
} as const satisfies Readonly<Record<Measure['kind'], unknown>>;

/** Tells whether a measure is on a role, with this very content. */
export async function hasMeasure(client: IAMClient, RoleName: string, measure: Measure): Promise<boolean> {
  switch (measure.kind) {
    case 'inline-policy': {
      const command = new GetRolePolicyCommand({ RoleName, PolicyName: measure.name });
      const { PolicyDocument: document = '' } = await client.send(command);
      return isDeepStrictEqual(JSON.parse(decodeURIComponent(document)), JSON.parse(measure.document));
    }
    case 'managed-policy':
      for await (const page of paginateListAttachedRolePolicies({ client }, { RoleName }))
        if (page.AttachedPolicies?.some(({ PolicyArn: arn }) => arn === measure.arn)) return true;
      return false;
    case 'tag':
      for await (const page of paginateListRoleTags({ client }, { RoleName }))
        if (page.Tags?.some(({ Key, Value }) => Key === measure.key && Value === measure.value)) return true;
      return false;
  }
}

/** Puts a measure on a role; throws what IAM throws. */
export async function putMeasure(client: IAMClient, RoleName: string, measure: Measure): Promise<void> {
  switch (measure.kind) {
    case 'inline-policy': {
      const { name: PolicyName, document: PolicyDocument } = measure;
      await client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
      return;
    }
    case 'managed-policy':
      await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: measure.arn }));
      return;
    case 'tag': {
      const { key: Key, value: Value } = measure;
      await client.send(new TagRoleCommand({ RoleName, Tags: [{ Key, Value }] }));
    }
  }
}

/** Takes a measure off a role; throws what IAM throws. */
export async function removeMeasure(client: IAMClient, RoleName: string, measure: Measure): Promise<void> {
  switch (measure.kind) {
    case 'inline-policy':
      await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: measure.name }));
      return;
    case 'managed-policy':
      await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: measure.arn }));
      return;
    case 'tag':
      await client.send(new UntagRoleCommand({ RoleName, TagKeys: [measure.key] }));
  }
}
