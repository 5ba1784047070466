import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { FileAccount } from '../adapters/file-account.ts';
import { FileJournal } from '../adapters/file-journal.ts';
import type { AwsSettings } from '../adapters/aws-settings.ts';
import type { Journal, Role, RoleList, RoleStore } from '../remediation/ports.ts';
import type { Surroundings } from '../remediation/surroundings.ts';
import { UsageError } from './errors.ts';

/** The options that say which account a command works on. */
export interface AccountOptions {
  /** A file account; the account in AWS where it is absent. */
  readonly accountDir?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  /** A folder for the journal of an account in AWS, or `dynamodb:` and the table of a deployment. */
  readonly journal?: string;
}

/** An account as the commands work on it. */
export interface Account {
  readonly around: Surroundings & { readonly roles: RoleStore & RoleList };
  /** Says who works on it, for the journal. */
  readonly who: () => Promise<string>;
  /** Returns how many roles there are, where that can be told at once; for whoever watches, so nothing fails with it. */
  readonly count?: () => Promise<number | undefined>;
}

/** Where the journal of an account in AWS stands unless the command line says otherwise. */
export const JOURNAL_FOLDER = 'trustwarden-journal';

const clock = (): Date => new Date();

/**
 * Opens a file account with the journal beside it, or the account in AWS that the credentials lead to.
 *
 * @throws UsageError for options that do not go together
 */
export async function openAccount(options: AccountOptions): Promise<Account> {
  const { accountDir, profile, region, endpointUrl, journal } = options;
  if (accountDir === undefined) return openAws(options);
  const forAws = Object.entries({ profile, region, 'endpoint-url': endpointUrl, journal });
  const [wrong] = forAws.find(([, value]) => value !== undefined) ?? [];
  if (wrong !== undefined)
    throw new UsageError(`\`--${wrong}\` is for an account in AWS, give it or \`--account-dir\``);
  return openFileAccount(accountDir);
}

/** Opens a file account: a folder of role files with the journal beside it. */
export function openFileAccount(folder: string): Account {
  const roles = new FileAccount(folder);
  return {
    around: surroundings(roles, new FileJournal(folder, clock)),
    // WHY: in a container, a user may have no name.
    who: () => Promise.resolve(nameOfUser() ?? 'command'),
    count: () => roles.count().catch(() => undefined),
  };
}

async function openAws({ profile, region, endpointUrl, journal }: AccountOptions): Promise<Account> {
  // WHY: the SDK's warning about old versions of Node is for whoever builds with it, and is six lines.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { createIamClient, IamRoleStore } = await import('../adapters/iam-role-store.ts');
  const { callerArn } = await import('../adapters/aws-caller.ts');
  const { IamAccountFacts } = await import('../adapters/iam-account-facts.ts');
  const settings = { profile, region, endpoint: endpointUrl };
  const iam = createIamClient(settings);
  const kept = await journalAt(journal ?? JOURNAL_FOLDER, settings);
  return {
    around: { ...surroundings(new IamRoleStore(iam), kept), account: new IamAccountFacts(iam) },
    who: () => callerArn(settings),
  };
}

/** What comes before the name of a table that is a journal. */
const TABLE = 'dynamodb:';

async function journalAt(place: string, settings: AwsSettings): Promise<Journal> {
  if (!place.startsWith(TABLE)) return new FileJournal(place, clock);
  const { createDynamoClient, DynamoJournal } = await import('../adapters/dynamo-journal.ts');
  return new DynamoJournal(place.slice(TABLE.length), clock, createDynamoClient(settings));
}

function surroundings(roles: RoleStore & RoleList, journal: Journal): Account['around'] {
  return {
    roles,
    journal,
    // WHY: whoever runs the command sees the outcome of each role.
    sink: { publish: () => Promise.resolve() },
    account: { read: () => Promise.resolve({}) },
    // WHY: nobody is there later; whoever runs the command is told to look again.
    again: { lookAgain: () => Promise.resolve() },
    clock,
    ids: randomUUID,
    delay: (milliseconds) => delay(milliseconds),
    ownRoles: [],
  };
}

function nameOfUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/**
 * Returns the roles of an account, or those of some names.
 *
 * @param names - names or ARNs; all roles where there are none
 * @param missing - told for each name that no role has
 */
export async function* rolesOf(
  roles: RoleStore & RoleList,
  names: readonly string[],
  missing: (name: string) => void,
): AsyncGenerator<Role, void, undefined> {
  if (names.length === 0) return yield* roles.list();
  for (const name of names) {
    const role = await roleNamed(name, roles);
    if (role === undefined) missing(name);
    else yield role;
  }
}

/** Reads the role of a name or of an ARN; `undefined` where there is none. */
export async function roleNamed(nameOrArn: string, roles: RoleStore): Promise<Role | undefined> {
  const isArn = nameOrArn.startsWith('arn:');
  const role = await roles.read(isArn ? nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1) : nameOrArn);
  return isArn && role?.arn !== nameOrArn ? undefined : role;
}
