import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measure, Role, RoleList, RoleStore, WriteResult } from '../remediation/ports.ts';
import { describeReadFault, messageOf, readText, replaceFile } from './files.ts';
import { isObject, type ParsedObject } from './json-text.ts';
import { formatRoleFile, formatWithRole, parseRoleFile, type RoleFile } from './role-file.ts';
import { hasMeasureIn, withMeasure, withoutMeasure } from './role-file-measures.ts';
import { oneLine } from './visible-text.ts';

/** Says which file of a file account is at fault, and the way out; a line for each of several. */
export class FileAccountError extends Error {
  override readonly name = 'FileAccountError';
}

interface Contents {
  /** The files that hold a role of one name: one, unless something is wrong. */
  readonly roles: ReadonlyMap<string, readonly RoleFile[]>;
  readonly faults: readonly FileAccountError[];
}

/**
 * Keeps roles in a folder: `roles/*.json`, each what `aws iam get-role` prints.
 *
 * A role is found by the name inside its file, so no role name ever becomes a path. A file that cannot be
 * read hides only the role that it might hold. A role that is read again is read from the file where it was, and looked
 * for in all of them where it is not there any more; so a second file that comes to hold it meanwhile is not noticed.
 */
export class FileAccount implements RoleStore, RoleList {
  readonly lag = 0;
  readonly #roles: string;
  /** In which file each role was last: where to look first, and nothing that is believed. */
  readonly #paths = new Map<string, string>();

  /** @param folder - the folder that holds `roles` */
  constructor(folder: string) {
    this.#roles = join(folder, 'roles');
  }

  /** Reads one role by name; throws {@link FileAccountError} where a file that cannot be read might hold it. */
  async read(roleName: string): Promise<Role | undefined> {
    return (await this.#find(roleName))?.role;
  }

  /** Returns every role in the order of the file names, and throws for all that cannot be read only after the last. */
  async *list(): AsyncGenerator<Role, void, undefined> {
    const { roles, faults } = await this.#load();
    for (const files of roles.values()) {
      if (files[0] !== undefined && files.length === 1) yield files[0].role;
    }
    const all = [...[...roles.values()].flatMap(doublesOf), ...faults];
    if (all.length > 0) throw new FileAccountError(all.map(messageOf).join('\n'), { cause: all[0] });
  }

  /** Returns how many files there are: as many roles, unless something is wrong with one. */
  async count(): Promise<number> {
    return (await listFiles(this.#roles)).length;
  }

  /** Replaces the trust policy in the role's file, whole or not at all. */
  async writeTrustPolicy(role: Role, document: string): Promise<WriteResult> {
    const parsed = parseDocument(document);
    if (parsed === undefined) return refused('the trust policy is not a JSON object');
    return this.#rewrite(role, (file) => formatRoleFile(file, parsed));
  }

  /** Tells whether a measure stands in the role's file, with this very content. */
  async hasMeasure(role: Role, measure: Measure): Promise<boolean> {
    const file = await this.#find(role.name);
    return file?.role.id === role.id && hasMeasureIn(file.content.Role, measure);
  }

  /** Puts a measure into the role's file. */
  async putMeasure(role: Role, measure: Measure): Promise<WriteResult> {
    if (measure.kind === 'inline-policy' && parseDocument(measure.document) === undefined)
      return refused('the inline policy is not a JSON object');
    return this.#rewrite(role, (file) => formatWithRole(file, withMeasure(file.content.Role, measure)));
  }

  /** Takes a measure out of the role's file. */
  async removeMeasure(role: Role, measure: Measure): Promise<WriteResult> {
    return this.#rewrite(role, (file) => formatWithRole(file, withoutMeasure(file.content.Role, measure)));
  }

  async #rewrite(role: Role, rewrite: (file: RoleFile) => string): Promise<WriteResult> {
    const file = await this.#find(role.name);
    if (file === undefined || file.role.id !== role.id) return { kind: 'gone' };
    await replaceFile(file.path, rewrite(file));
    return { kind: 'written' };
  }

  /** WHY: a command may read every role, one by one, and must not read every file for each of them. */
  async #find(roleName: string): Promise<RoleFile | undefined> {
    const path = this.#paths.get(roleName);
    const known = path === undefined ? undefined : await readRoleFile(path).catch(() => undefined);
    return known?.role.name === roleName ? known : this.#search(roleName);
  }

  async #search(roleName: string): Promise<RoleFile | undefined> {
    const { roles, faults } = await this.#load();
    const found = onlyOne(roles.get(roleName) ?? []);
    if (found === undefined && faults[0] !== undefined) throw faults[0];
    return found;
  }

  async #load(): Promise<Contents> {
    const roles = new Map<string, RoleFile[]>();
    const faults: FileAccountError[] = [];
    for (const path of await listFiles(this.#roles)) {
      try {
        const file = await readRoleFile(path);
        roles.set(file.role.name, [...(roles.get(file.role.name) ?? []), file]);
      } catch (cause) {
        faults.push(cause instanceof FileAccountError ? cause : unreadable(path, cause));
      }
    }
    this.#paths.clear();
    for (const [name, [file, second]] of roles) {
      // WHY: a role that two files hold is looked for in all of them until one is removed.
      if (file !== undefined && second === undefined) this.#paths.set(name, file.path);
    }
    return { roles, faults };
  }
}

async function readRoleFile(path: string): Promise<RoleFile> {
  const text = await readText(path).catch((cause: unknown) => {
    throw fault(`\`${path}\` ${describeReadFault(cause)}`, cause);
  });
  return parseRoleFile(path, text);
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .toSorted()
      .map((name) => join(folder, name));
  } catch (cause) {
    throw fault(`the folder \`${folder}\` cannot be read, name a folder that holds \`roles/*.json\``, cause);
  }
}

function onlyOne(files: readonly RoleFile[]): RoleFile | undefined {
  for (const double of doublesOf(files)) throw double;
  return files[0];
}

function doublesOf([first, second]: readonly RoleFile[]): readonly FileAccountError[] {
  if (first === undefined || second === undefined) return [];
  const [one, other] = [first.path, second.path];
  return [fault(`\`${one}\` and \`${other}\` both hold role \`${first.role.name}\`, remove one of them`)];
}

function refused(reason: string): WriteResult {
  return { kind: 'refused', refusal: 'malformed', reason };
}

function parseDocument(text: string): ParsedObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(path: string, cause: unknown): FileAccountError {
  return fault(
    `\`${path}\` is not what \`aws iam get-role\` prints (${messageOf(cause)}), repair or remove it`,
    cause,
  );
}

function fault(message: string, cause?: unknown): FileAccountError {
  return new FileAccountError(oneLine(message), { cause });
}
