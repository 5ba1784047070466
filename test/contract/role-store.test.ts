import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileAccount } from '../../adapters/file-account.ts';
import { InMemoryRoleStore } from '../support/in-memory-role-store.ts';
import { putRoleFile, roleOutput } from '../support/role-files.ts';
import { describeRoleStore } from '../support/role-store-contract.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const makeFolder = temporaryFolders();

describeRoleStore('in memory', async () => {
  const store = new InMemoryRoleStore();
  return {
    store,
    create: async (name, policy) =>
      store.put({
        arn: `arn:aws:iam::111122223333:role/${name}`,
        name,
        id: `AROA${name.toUpperCase()}`,
        trustPolicy: JSON.stringify(policy),
      }),
    remove: async (name) => store.remove(name),
  };
});

const forms: readonly [string, (policy: object) => unknown][] = [
  ['objects', (policy) => policy],
  ['text', (policy) => JSON.stringify(policy)],
  ['percent-encoded text', (policy) => encodeURIComponent(JSON.stringify(policy))],
];

for (const [form, write] of forms) {
  describeRoleStore(`file account of ${form}`, async () => {
    const folder = await makeFolder();
    return {
      store: new FileAccount(folder),
      create: async (name, policy) => {
        await putRoleFile(folder, `${name}.json`, roleOutput(name, write(policy)));
      },
      remove: (name) => rm(join(folder, 'roles', `${name}.json`)),
    };
  });
}
