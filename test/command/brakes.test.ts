import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { envelopeOf, updateEvent } from '../support/cloudtrail-events.ts';
import { putRoleFile, roleOutput } from '../support/role-files.ts';
import { trustwarden } from '../support/run-command.ts';
import { deployArn, openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();

describe('a trust policy that somebody writes back each time', () => {
  it('is narrowed as often as the limit says, and then only proposed', async () => {
    const place = await folder();
    const [config, event] = [join(place, 'trustwarden.yml'), join(place, 'event.json')];
    await writeFile(
      config,
      `version: 1
mode: enforce
unlisted: report
limits: { changesPerRole: { max: 2, per: 1h }, changesPerAccount: { max: 20, per: 1h }, shareOfRoles: 0.1 }
roles: [{ role: '${deployArn}', allow: [mygroup/myproject] }]
`,
    );
    await writeFile(event, JSON.stringify(envelopeOf(updateEvent())));
    const writeBack = (): Promise<string> =>
      putRoleFile(place, 'deploy.json', roleOutput('deploy', openPolicy));
    const handle = (): string =>
      trustwarden(['handle', event, '--account-dir', place, '--config', config]).stdout;
    for (const _ of [1, 2]) {
      await writeBack();
      expect(handle()).toContain('applied: `deploy`, narrow');
    }
    const path = await writeBack();
    const stopped = handle();
    expect(stopped).toContain('proposed: `deploy`, narrow');
    expect(stopped).toContain(
      'only proposed: the role was changed 2 times within 60 minutes, which is the limit',
    );
    expect(JSON.parse(await readFile(path, 'utf8')).Role.AssumeRolePolicyDocument).toEqual(openPolicy);
  });
});
