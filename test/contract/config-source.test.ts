import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileConfigSource } from '../../adapters/file-config-source.ts';
import { describeConfigSource } from '../support/config-source-contract.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const makeFolder = temporaryFolders();

describeConfigSource('file', async () => {
  const place = join(await makeFolder(), 'trustwarden.yml');
  return { source: new FileConfigSource(place), place, put: (text) => writeFile(place, text) };
});
