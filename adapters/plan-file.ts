import { isChange } from '../remediation/carry-out.ts';
import type { PlannedChange } from '../remediation/planned-change.ts';
import {
  changeAsCode,
  type JsonObject,
  type Plan,
  type QuarantineOrder,
  type SourceChange,
} from '../policies/index.ts';
import { describeReadFault, readText, replaceFile } from './files.ts';
import { jsonFault } from './json-fault.ts';
import { isObject, own, ownText, withoutMark, type ParsedObject } from './json-text.ts';
import { visibleJson } from './visible-text.ts';

/** Says what is wrong with a plan file, and the way out. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError';
}

/** What a plan file is called in its first member. */
const FORMAT = 'trustwarden-plan';

/** Goes up where an older command would read a plan file wrongly. */
const VERSION = 1;

/** A role and what is planned for it. */
export interface RolePlan {
  /** The unique id of the role. */
  readonly roleId: string;
  readonly plan: Plan;
}

/** What a plan file says besides its changes. */
export interface PlanHead {
  /** ISO 8601, UTC. */
  readonly made: string;
  /** The version of the command that made it. */
  readonly madeBy: string;
  /** The configuration that was in force. */
  readonly configuration: { readonly name: string; readonly digest: string };
}

/** What is read of a plan file: what applying it needs, and no more. */
export interface PlanFile {
  readonly configuration: { readonly digest: string };
  readonly changes: readonly PlannedChange[];
  /** Why roles are missing among them. */
  readonly errors: readonly string[];
}

/**
 * A plan as data, for a file or another program: everything that a reviewer wants to see stands in it.
 *
 * @param errors - why roles are missing in it
 */
export function toPlanFile(
  head: PlanHead,
  roles: readonly RolePlan[],
  errors: readonly string[],
): Readonly<Record<string, unknown>> {
  const changes = roles.filter(({ plan }) => isChange(plan));
  const reports = roles.filter(({ plan }) => !isChange(plan));
  return {
    format: FORMAT,
    version: VERSION,
    ...head,
    changes: changes.map(toChange),
    reports: reports.map(({ plan: { role, verdict, severity, findings, notes } }) => ({
      role,
      verdict,
      severity,
      findings,
      notes,
    })),
    errors,
  };
}

function toChange({ roleId, plan }: RolePlan): Readonly<Record<string, unknown>> {
  const { role, remedy, verdict, severity, findings, before, after, quarantine } = plan;
  const { keeps, stops, irreversible, notes } = plan;
  const source: SourceChange | null = after === null ? null : changeAsCode(before, after);
  return {
    role,
    roleId,
    remedy,
    verdict,
    severity,
    findings,
    before,
    after,
    quarantine,
    keeps,
    stops,
    irreversible,
    notes,
    source,
  };
}

/** Writes a plan file, whole or not at all. */
export async function writePlanFile(path: string, content: Readonly<Record<string, unknown>>): Promise<void> {
  await replaceFile(path, `${visibleJson(content)}\n`);
}

/**
 * Reads a plan file.
 *
 * @throws PlanFileError for a file that cannot be read or is none, or one of a version that is not known
 */
export async function readPlanFile(path: string): Promise<PlanFile> {
  const text = await readText(path).catch((cause: unknown) => {
    throw new PlanFileError(`\`${path}\` ${describeReadFault(cause)}`, { cause });
  });
  const content = parse(path, withoutMark(text));
  if (own(content, 'format') !== FORMAT)
    throw new PlanFileError(`\`${path}\` is no plan file, make one with \`trustwarden plan --out ${path}\``);
  if (own(content, 'version') !== VERSION)
    throw new PlanFileError(
      `\`${path}\` is a plan file of another version than ${VERSION}, make a new one with this command`,
    );
  const digest = ownText(own(content, 'configuration'), 'digest');
  const [changes, errors] = [own(content, 'changes'), own(content, 'errors')];
  if (digest === undefined || !Array.isArray(changes))
    throw new PlanFileError(`\`${path}\` lacks its configuration or its changes, make a new plan`);
  return {
    configuration: { digest },
    changes: changes.map((change, index) => parseChange(path, index, change)),
    errors: Array.isArray(errors) ? errors.filter((error) => typeof error === 'string') : [],
  };
}

function parse(path: string, text: string): ParsedObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PlanFileError(`\`${path}\` is ${jsonFault(text, cause)}, make a new plan`, { cause });
  }
  return isObject(value) ? value : {};
}

function parseChange(path: string, index: number, change: unknown): PlannedChange {
  const [role, roleId] = [ownText(change, 'role'), ownText(change, 'roleId')];
  const [before, after] = [own(change, 'before'), own(change, 'after')];
  const isKnown = role !== undefined && roleId !== undefined && isObject(before);
  if (!isKnown || !(isObject(after) || after === null))
    throw new PlanFileError(
      `\`${path}\` lacks \`role\`, \`roleId\`, \`before\` or \`after\` in changes[${index}], make a new plan`,
    );
  return {
    role,
    roleId,
    before: before as JsonObject,
    after: after as JsonObject | null,
    quarantine: parseQuarantine(own(change, 'quarantine')),
  };
}

/** WHY: what a quarantine puts on a role follows from these, so that no document is taken from a plan file. */
function parseQuarantine(quarantine: unknown): QuarantineOrder | null {
  if (!isObject(quarantine)) return null;
  const marks = Object.keys(own(quarantine, 'tags') ?? {}).length > 0;
  return {
    level: own(quarantine, 'level') as QuarantineOrder['level'],
    revokeSessions: own(quarantine, 'revocation') !== null,
    ...(marks ? { marks } : {}),
  };
}
