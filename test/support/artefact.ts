import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The functions of the packaged template, by their names there. */
export const functionNames = {
  onIamEvent: 'on-iam-event',
  onSchedule: 'on-schedule',
  onSweep: 'on-sweep',
} as const;

export type FunctionKey = keyof typeof functionNames;

/** The packaged template, as far as the tests look into it. */
export interface PackagedTemplate {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

/** Packages the functions with some settings, and returns the template. */
export function packageFunctions(settings: Readonly<Record<string, string>> = {}): PackagedTemplate {
  execFileSync('npm', ['run', 'package'], { stdio: 'pipe', env: { ...process.env, ...settings } });
  return JSON.parse(
    readFileSync('.serverless/cloudformation-template-update-stack.json', 'utf8'),
  ) as PackagedTemplate;
}

/** Unpacks the artefact of a function into a folder, as Lambda does. */
export function unpack(key: FunctionKey, folder: string): void {
  // WHY: Node has no reader of zip files, and the Python that brings moto has.
  execFileSync(join('.venv', 'bin', 'python'), ['-m', 'zipfile', '-e', `.serverless/${key}.zip`, folder]);
}

/** The environment of a function, with what the template refers to. */
export function environmentOf(
  { Resources }: PackagedTemplate,
  key: FunctionKey,
  referred: Readonly<Record<string, string>>,
): Record<string, string> {
  const { Environment } = resourceOf(Resources, key).Properties as {
    Environment: { Variables: Record<string, unknown> };
  };
  return Object.fromEntries(
    Object.entries(Environment.Variables).map(([name, value]) => [name, resolved(value, referred)]),
  );
}

function resourceOf(resources: PackagedTemplate['Resources'], key: FunctionKey) {
  const resource = resources[`${key[0]?.toUpperCase()}${key.slice(1)}LambdaFunction`];
  if (resource === undefined) throw new Error(`the template has no function ${key}`);
  return resource;
}

/** Resolves the few forms of CloudFormation that the environment has. */
function resolved(value: unknown, referred: Readonly<Record<string, string>>): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Sub': sub, 'Fn::Join': join_ } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return referred[Ref] ?? '';
  if (typeof sub === 'string')
    return sub.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => referred[name] ?? '');
  const [separator, parts] = join_ as [string, unknown[]];
  return parts.map((part) => resolved(part, referred)).join(separator);
}

const SCRIPT = `
  const [file, time] = process.argv.slice(1);
  import(file).then(async ({ handler }) => {
    const event = JSON.parse(require('fs').readFileSync(0, 'utf8'));
    const ends = Date.now() + Number(time);
    const answer = await handler(event, { getRemainingTimeInMillis: () => ends - Date.now() });
    console.log('ANSWER ' + JSON.stringify({ answer, node: process.version }));
  });
`;

/** What became of an event that an artefact was handed. */
export interface Invoked {
  readonly answer: unknown;
  /** The version of Node that ran it. */
  readonly node: string;
  readonly output: string;
}

/** Hands an event to an unpacked artefact, which the Node of Lambda runs in a process of its own. */
export function invokeArtefact(
  key: FunctionKey,
  folder: string,
  event: unknown,
  environment: Readonly<Record<string, string>>,
): Invoked {
  const name = functionNames[key];
  const file = join(folder, 'build', 'handlers', name, `${name}.mjs`);
  const program = process.env['TRUSTWARDEN_LAMBDA_NODE'] ?? '';
  const ended = spawnSync(program, ['-e', SCRIPT, file, '300000'], {
    cwd: folder,
    encoding: 'utf8',
    input: JSON.stringify(event),
    env: { ...process.env, ...environment },
  });
  const output = ended.stdout + ended.stderr;
  const answer = /^ANSWER (.*)$/m.exec(output)?.[1];
  return { answer: undefined, node: '', ...(JSON.parse(answer ?? '{}') as object), output };
}
