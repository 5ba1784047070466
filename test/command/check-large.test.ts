import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { roleOutput } from '../support/role-files.ts';
import { ndjsonOf, trustwarden } from '../support/run-command.ts';
import { openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const ROLES = 2000;
const padding = 'x'.repeat(40_000);

/** WHY: with its inline policies a role is large, and 80 MB of them do not fit into the memory that the test gives. */
const roleAt = (at: number) => ({
  ...roleOutput(`role-${at}`, at % 1000 === 0 ? openPolicy : { Version: '2012-10-17', Statement: [] }).Role,
  RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: padding }],
});

async function writeParts(name: string, parts: (at: number) => string): Promise<string> {
  const path = join(await folder(), name);
  const stream = createWriteStream(path);
  for (let at = 0; at < ROLES; at++) if (!stream.write(parts(at))) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  return path;
}

const check = (path: string) =>
  trustwarden(['check', '--allow', 'mygroup/myproject', '--format', 'ndjson', path], {
    NODE_OPTIONS: '--max-old-space-size=48',
  });

describe('check of a file that is larger than the memory that it has', () => {
  it('reads an export of roles, role by role, with lines', async () => {
    const path = await writeParts('roles.json', (at) => {
      const start = at === 0 ? '{\n"UserDetailList": [],\n"RoleDetailList": [\n' : ',\n';
      return `${start}${JSON.stringify(roleAt(at))}${at === ROLES - 1 ? ']\n}\n' : ''}`;
    });
    const { code, stdout, stderr } = check(path);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const lines = ndjsonOf(stdout);
    expect(lines).toHaveLength(ROLES);
    expect(lines[1000]).toMatchObject({
      role: 'arn:aws:iam::111122223333:role/role-1000',
      source: `${path}#1000`,
      location: { file: path, line: 1004 },
      verdict: 'broader',
    });
  });

  it('reads NDJSON line by line', async () => {
    const path = await writeParts('roles.txt', (at) => `${JSON.stringify(roleAt(at))}\n`);
    const { code, stdout, stderr } = check(path);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(ndjsonOf(stdout)).toHaveLength(ROLES);
    expect(ndjsonOf(stdout)[1000]).toMatchObject({ source: `${path}:1001`, location: { line: 1001 } });
  });

  it('says that an export is cut off, after the roles before', async () => {
    const path = await writeParts(
      'roles.json',
      (at) => `${at === 0 ? '{"Roles": [' : ','}${JSON.stringify(roleAt(at))}`,
    );
    const { code, stdout } = check(path);
    const lines = ndjsonOf(stdout);
    expect(lines).toHaveLength(ROLES);
    expect(lines.at(-1)).toEqual({ source: path, error: 'it is cut off in line 1, make the file anew' });
    expect(code).toBe(2);
  });
});
