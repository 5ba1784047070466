import { callerArn } from '../adapters/aws-caller.ts';
import { configSourceAt } from '../adapters/config-source.ts';
import { DeployedStack } from '../adapters/deployed-stack.ts';
import { createDynamoClient, DynamoJournal } from '../adapters/dynamo-journal.ts';
import { DynamoLastGood } from '../adapters/dynamo-last-good.ts';
import { DynamoSweeps } from '../adapters/dynamo-sweeps.ts';
import { IamAccountFacts } from '../adapters/iam-account-facts.ts';
import { createIamClient } from '../adapters/iam-role-store.ts';
import type { DoctorOptions, Patient } from './commands/doctor.ts';

/** AWS: where IAM's events are delivered, by partition. */
const IAM_REGIONS: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

const clock = (): Date => new Date();

/** Opens a deployment in AWS for the doctor, with the credentials of whoever asks. */
export async function openPatient({ stage, profile, region, endpointUrl }: DoctorOptions): Promise<Patient> {
  // WHY: the SDK's warning about old versions of Node is for whoever builds with it, and is six lines.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const settings = { profile, region, endpoint: endpointUrl };
  const [, partition = '', , , account = ''] = (await callerArn(settings)).split(':');
  return {
    account,
    iamRegion: IAM_REGIONS[partition] ?? '',
    stack: new DeployedStack(stage, settings),
    facts: new IamAccountFacts(createIamClient(settings)),
    kept: (table) => {
      const client = createDynamoClient(settings);
      return {
        journal: new DynamoJournal(table, clock, client),
        lastGood: new DynamoLastGood(table, client),
        sweeps: new DynamoSweeps(table, client),
      };
    },
    source: (place, maxBytes) => configSourceAt(place, maxBytes, settings),
    now: clock(),
  };
}
