import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
} from '@aws-sdk/client-eventbridge';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { iamOutcomeOf } from './aws-errors.ts';
import { clientSettings, type AwsSettings } from './aws-settings.ts';
import { callLimits } from './call-limits.ts';
import type { FunctionName } from './function-permissions.ts';
import { createIamClient } from './iam-role-store.ts';
import { isObject } from './json-text.ts';

/** A statement of a function's role. */
export interface Granted {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** A trail, as far as EventBridge depends on it. */
export interface Trail {
  readonly name: string;
  readonly isLogging: boolean;
  /** Whether it records calls that change something, of the Region that it is asked in. */
  readonly recordsWrites: boolean;
}

/** A rule that leads to a queue. */
export interface EventRule {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly eventNames: readonly string[];
}

/** Looks at what a deployment is made of, with the credentials of whoever asks. */
export class DeployedStack {
  readonly #settings: AwsSettings;
  readonly #stage: string;

  constructor(stage: string, settings: AwsSettings) {
    this.#stage = stage;
    this.#settings = settings;
  }

  /** Returns what the role of a function is granted; `undefined` where there is no such role. */
  async permissionsOf(name: FunctionName): Promise<readonly Granted[] | undefined> {
    const RoleName = `trustwarden-${this.#stage}-${name}`;
    try {
      const command = new GetRolePolicyCommand({ RoleName, PolicyName: name });
      const { PolicyDocument = '' } = await createIamClient(this.#settings).send(command);
      const document: unknown = JSON.parse(decodeURIComponent(PolicyDocument));
      return listOf(isObject(document) ? document['Statement'] : undefined).map(grantedBy);
    } catch (error) {
      if (iamOutcomeOf(error).kind === 'gone') return undefined;
      throw error;
    }
  }

  /** Returns the trails that record in the Region. */
  async trails(): Promise<readonly Trail[]> {
    const client = new CloudTrailClient({ ...callLimits, ...clientSettings(this.#settings) });
    const { trailList = [] } = await client.send(new DescribeTrailsCommand({}));
    const trails: Trail[] = [];
    for (const { TrailARN: Name = '', Name: name = '' } of trailList) {
      const { IsLogging = false } = await client.send(new GetTrailStatusCommand({ Name }));
      const selected = await client.send(new GetEventSelectorsCommand({ TrailName: Name }));
      const recordsWrites =
        selected.AdvancedEventSelectors !== undefined ||
        (selected.EventSelectors ?? []).some(
          ({ ReadWriteType, IncludeManagementEvents }) =>
            ReadWriteType !== 'ReadOnly' && IncludeManagementEvents !== false,
        );
      trails.push({ name, isLogging: IsLogging, recordsWrites });
    }
    return trails;
  }

  /** Returns the rules that lead to a queue. */
  async rulesTo(queue: string): Promise<readonly EventRule[]> {
    const client = new EventBridgeClient({ ...callLimits, ...clientSettings(this.#settings) });
    const { RuleNames = [] } = await client.send(new ListRuleNamesByTargetCommand({ TargetArn: queue }));
    const rules: EventRule[] = [];
    for (const Name of RuleNames) {
      const { State, EventPattern = '{}' } = await client.send(new DescribeRuleCommand({ Name }));
      rules.push({ name: Name, isEnabled: State !== 'DISABLED', eventNames: eventNamesIn(EventPattern) });
    }
    return rules;
  }
}

function eventNamesIn(pattern: string): readonly string[] {
  const parsed: unknown = JSON.parse(pattern);
  const detail = isObject(parsed) ? parsed['detail'] : undefined;
  return listOf(isObject(detail) ? detail['eventName'] : undefined).map(String);
}

function grantedBy(statement: unknown): Granted {
  const { Sid, Effect, Action, Resource } = isObject(statement) ? statement : {};
  return {
    sid: typeof Sid === 'string' ? Sid : '',
    effect: String(Effect),
    actions: listOf(Action).map(String),
    resources: listOf(Resource).map(String),
  };
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
