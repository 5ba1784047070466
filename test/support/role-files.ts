import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes what `aws iam get-role` prints for a role. */
export function roleOutput(roleName: string, document: unknown, fields: Record<string, unknown> = {}) {
  return {
    Role: {
      Path: '/',
      RoleName: roleName,
      RoleId: `AROA${roleName.toUpperCase()}`,
      Arn: `arn:aws:iam::111122223333:role/${roleName}`,
      CreateDate: '2026-01-02T03:04:05+00:00',
      AssumeRolePolicyDocument: document,
      MaxSessionDuration: 3600,
      ...fields,
    },
  };
}

/** Writes a file into the `roles` folder of a file account and returns its path. */
export async function putRoleFile(folder: string, fileName: string, content: unknown): Promise<string> {
  await mkdir(join(folder, 'roles'), { recursive: true });
  const path = join(folder, 'roles', fileName);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
