import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoSweeps } from '../../adapters/dynamo-sweeps.ts';
import {
  functionNames,
  packageFunctions,
  type FunctionKey,
  type PackagedTemplate,
} from '../support/artefact.ts';
import { nameOfCall, type AwsCall } from '../support/aws-call.ts';
import type { AwsProxy } from '../support/aws-proxy.ts';
import {
  ACCOUNT,
  createRole,
  type DeployedAccount,
  editRole,
  eventOf,
  NARROW,
  OPEN,
} from '../support/deployed-account.ts';
import { deployments } from '../support/deployments.ts';
import { EventHistory } from '../support/event-history.ts';
import { batchOf, startFunction } from '../support/function-process.ts';
import { sampleEntry } from '../support/samples.ts';

/** Leads to everything that can be written: a narrowing, and a quarantine of each level. */
const CONFIGURATION = `version: 1
mode: enforce
unlisted: quarantine
limits: { changesPerRole: { max: 1, per: 1h }, changesPerAccount: { max: 5000, per: 1h }, shareOfRoles: 1 }
quarantine: { level: freeze, onRefusal: freeze-all }
roles:
  - { role: "arn:aws:iam::*:role/narrow-*", allow: [mygroup/myproject] }
  - { role: "arn:aws:iam::*:role/all-*", allow: [], quarantine: { level: freeze-all } }
`;
const PLACE = '/trustwarden/least-privilege';

/** WHY: Lambda itself asks the queue with them, before the function is called, and writes what it prints. */
const OF_LAMBDA = /^(logs:|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$)/;

let template: PackagedTemplate;
const deploy = deployments();
let proxy: AwsProxy;
let account: DeployedAccount;

/** Creates roles that need each kind of change, and one that somebody opens again after it was changed. */
async function openRoles(whose: string): Promise<readonly string[]> {
  const fought = `narrow-fought-${whose}`;
  await createRole(account.iam, fought, OPEN);
  await run('onIamEvent', batchOf([eventOf(fought)]));
  await editRole(account.iam, fought, OPEN);
  const names = ['narrow', 'frozen', 'all'].map((kind) => `${kind}-${whose}`);
  for (const name of names) await createRole(account.iam, name, OPEN);
  return [...names, fought];
}

async function run(key: FunctionKey, event: object, remaining?: number): Promise<void> {
  const environment = {
    ...account.environment,
    TRUSTWARDEN_CONFIG: `ssm:${PLACE}`,
    TRUSTWARDEN_SWEEPS: account.environment.TRUSTWARDEN_IAM_EVENTS,
  };
  const { answer, output } = await startFunction(functionNames[key], event, {
    environment,
    ...(remaining === undefined ? {} : { remaining }),
  }).ended;
  const failures = (answer as { batchItemFailures?: unknown[] } | undefined)?.batchItemFailures ?? [];
  if (answer === undefined || failures.length > 0) throw new Error(output);
}

/** What leads each function to everything that it may ever ask AWS for. */
const work: Readonly<Record<FunctionKey, () => Promise<void>>> = {
  async onIamEvent() {
    const names = await openRoles('event');
    proxy.forget();
    await run('onIamEvent', batchOf(names.map((name) => eventOf(name))));
  },
  async onSchedule() {
    for (const name of await openRoles('left'))
      await account.journal.append(
        sampleEntry({
          change: `change-${name}`,
          at: new Date(Date.now() - 600_000).toISOString(),
          role: `arn:aws:iam::${ACCOUNT}:role/${name}`,
          roleId: 'AROAANOTHER',
        }),
      );
    proxy.forget();
    await run('onSchedule', { since: '1h' });
  },
  async onSweep() {
    await openRoles('swept');
    for (let filler = 0; filler < 100; filler++) await createRole(account.iam, `narrow-${filler}`, NARROW);
    const sweeps = new DynamoSweeps(account.table);
    const accepted = { sweep: 'first', at: new Date().toISOString(), by: 'somebody' };
    await sweeps.keepSweeps({ ...(await sweeps.readSweeps()), accepted });
    proxy.forget();
    await run('onSweep', batchOf([{ start: 'measured' }]), 1_000);
    await run('onSweep', batchOf([{ goOn: 'measured' }]));
    expect((await sweeps.readSweeps()).last).toMatchObject({ sweep: 'measured', onlyProposed: false });
  },
};

beforeAll(async () => {
  template = packageFunctions({
    TRUSTWARDEN_CONFIG: `ssm:${PLACE}`,
    TRUSTWARDEN_WRITES: 'trust-policy,inline-policy,managed-policy',
  });
  ({ proxy, account } = await deploy());
  proxy.interfere(new EventHistory().answer);
  const parameter = { Name: PLACE, Value: CONFIGURATION, Type: 'String', Overwrite: true } as const;
  await new SSMClient({}).send(new PutParameterCommand(parameter));
}, 300_000);

/** The permission that a call asks for; a transaction asks for that of each of its parts. */
function permissionsOf(call: AwsCall): readonly string[] {
  if (call.action !== 'TransactWriteItems') return [nameOfCall(call)];
  const { TransactItems } = JSON.parse(call.body) as { TransactItems: readonly object[] };
  return TransactItems.flatMap((item) => Object.keys(item)).map((part) => `dynamodb:${part}Item`);
}

function grantedTo(key: FunctionKey): readonly string[] {
  const role = template.Resources[`${key[0]?.toUpperCase()}${key.slice(1)}Role`];
  const { Policies } = (role?.Properties ?? { Policies: [] }) as {
    Policies: readonly {
      PolicyDocument: { Statement: readonly { Effect: string; Action?: string | string[] }[] };
    }[];
  };
  const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [] }) => Action);
  return allowed.filter((action) => !OF_LAMBDA.test(action));
}

function sorted(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort((one, other) => (one < other ? -1 : 1));
}

describe('what the functions may do', () => {
  it.each(Object.keys(functionNames) as FunctionKey[])(
    'is what %s asks AWS for, no less and no more',
    async (key) => {
      await work[key]();
      const asked = sorted(proxy.calls.flatMap(permissionsOf));
      process.stdout.write(`\n${functionNames[key]} asks for ${asked.join(', ')}\n`);
      expect(asked).toEqual(sorted(grantedTo(key)));
    },
    300_000,
  );
});
