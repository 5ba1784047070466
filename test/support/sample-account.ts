import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ndjsonOf, trustwarden, type Ended } from './run-command.ts';
import { putRoleFile, roleOutput } from './role-files.ts';
import { arnOf, openPolicy, projectPolicy } from './samples.ts';

/** A file account with a configuration beside it. */
export interface SampleAccount {
  readonly folder: string;
  readonly config: string;
  /** Runs a command on the account and, but for `history`, under the configuration. */
  run(command: string, args?: readonly string[], input?: string): Ended;
  /** Returns the trust policy in the file of a role. */
  policyOf(role: string): Promise<unknown>;
  /** Returns what stands in the role files and in the journal, by file name. */
  contents(): Promise<Readonly<Record<string, string>>>;
  /** Returns the steps of the journal; none where there is no journal. */
  journal(): Promise<Readonly<Record<string, unknown>>[]>;
}

/** A configuration that lets one project into every role but `closed`, where nobody may come in. */
export const sampleConfiguration = `version: 1
mode: dry-run
unlisted: report
roles:
  - { role: "${arnOf('closed')}", allow: [] }
  - { role: "${arnOf('*')}", allow: [corp/api] }
`;

/** The trust policy of a role that lets in only that project. */
export const corpPolicy = JSON.parse(
  JSON.stringify(projectPolicy).replace('mygroup/myproject', 'corp/api'),
) as Record<string, unknown>;

/** One that lets a whole group in, and that IAM would store again. */
export const widePolicy = JSON.parse(JSON.stringify(corpPolicy).replace('corp/api', 'corp/*')) as Record<
  string,
  unknown
>;

/** Two roles that let every project in, and one that is as it should be. */
export const sampleRoles = { closed: openPolicy, deploy: openPolicy, fine: corpPolicy };

/** Makes a file account in an empty folder. */
export async function makeAccount(
  folder: string,
  roles: Readonly<Record<string, unknown>> = sampleRoles,
  configuration: string = sampleConfiguration,
): Promise<SampleAccount> {
  for (const [name, policy] of Object.entries(roles))
    await putRoleFile(folder, `${name}.json`, roleOutput(name, policy));
  const config = join(folder, 'trustwarden.yml');
  await writeFile(config, configuration);
  const read = (...path: string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');
  const hasJournal = async (): Promise<boolean> => (await readdir(folder)).includes('journal.ndjson');
  return {
    folder,
    config,
    run: (command, args = [], input = '') =>
      trustwarden(
        [command, '--account-dir', folder, ...(command === 'history' ? [] : ['--config', config]), ...args],
        {},
        input,
      ),
    policyOf: async (role) => JSON.parse(await read('roles', `${role}.json`)).Role.AssumeRolePolicyDocument,
    contents: async () => {
      const names = (await readdir(join(folder, 'roles'))).sort();
      const texts = await Promise.all(names.map(async (name) => [name, await read('roles', name)] as const));
      return {
        ...Object.fromEntries(texts),
        journal: (await hasJournal()) ? await read('journal.ndjson') : '',
      };
    },
    journal: async () => ((await hasJournal()) ? ndjsonOf(await read('journal.ndjson')) : []),
  };
}
