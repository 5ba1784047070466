import { createFile, errorCode } from '../../adapters/files.ts';
import { FileConfigSource } from '../../adapters/file-config-source.ts';
import schema from '../../config/config.schema.json' with { type: 'json' };
import { explainRole } from '../../config/explain-role.ts';
import { formatProblem, loadConfiguration, type Loaded } from '../../config/load.ts';
import { writeStarter, type StarterRole } from '../../config/starter.ts';
import { visibleText } from '../../policies/index.ts';
import { openAccount, type AccountOptions } from '../account.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT, UsageError } from '../errors.ts';
import { renderRoleExplanation, summarizeConfiguration } from '../render/configuration.ts';
import type { Output } from '../render/terminal.ts';
import { assertRoleArn } from '../role-arn.ts';
import { walk } from '../walk.ts';

/**
 * Says everything that is wrong or odd about a configuration.
 *
 * @returns the exit code; warnings are no error
 */
export async function validateConfig(file: string, output: Output): Promise<number> {
  const { text, name } = await new FileConfigSource(file).read();
  const loaded = loadConfiguration(text, name, new Date());
  for (const line of linesOf(loaded)) output.line(line);
  if (loaded.ok) output.line(summarizeConfiguration(name, loaded.configuration, loaded.warnings.length));
  return loaded.ok ? EXIT.fine : EXIT.error;
}

/** Everything that is wrong or odd, in the order of the text. */
function linesOf(loaded: Loaded): readonly string[] {
  const errors = loaded.ok ? [] : loaded.problems.map((problem) => ({ problem, end: '' }));
  const warnings = loaded.warnings.map((problem) => ({ problem, end: ' (warning)' }));
  return [...errors, ...warnings]
    .toSorted(({ problem: one }, { problem: other }) => one.line - other.line || one.column - other.column)
    .map(({ problem, end }) => `${formatProblem(problem)}${end}`);
}

/** Prints the schema of the configuration, for an editor or another tool. */
export function showSchema(output: Output): number {
  output.line(JSON.stringify(schema, null, 2));
  return EXIT.fine;
}

/** The options of `trustwarden config explain`. */
export interface ExplainOptions {
  readonly config: string;
}

/** Says which entry of a configuration means a role and why the earlier ones do not, and what it allows. */
export async function explainConfig(arn: string, options: ExplainOptions, output: Output): Promise<number> {
  assertRoleArn(arn);
  const configuration = await readConfiguration(options.config, warningsTo(output));
  for (const line of renderRoleExplanation(arn, explainRole(configuration, arn, new Date())))
    output.line(line);
  return EXIT.fine;
}

/** The options of `trustwarden config init`. */
export interface InitOptions extends AccountOptions {
  /** Where to write; standard output where it is absent. */
  readonly out?: string;
}

/**
 * Writes a configuration to start from, out of the roles of an account.
 *
 * @throws UsageError where the file is there already
 */
export async function initConfig(options: InitOptions, output: Output): Promise<number> {
  const { out } = options;
  const { around, count } = await openAccount(options);
  const roles: StarterRole[] = [];
  const faults: unknown[] = [];
  const wasCut = await walk(
    around.roles.list(),
    { output, unit: 'roles', total: await count?.() },
    { each: (role) => void roles.push(role), failed: (error) => void faults.push(error) },
  );
  if (faults.length > 0) throw faults[0];
  if (wasCut) return EXIT.interrupted;
  const text = writeStarter(roles);
  if (out === undefined) {
    output.line(text.trimEnd());
    return EXIT.fine;
  }
  try {
    await createFile(out, text);
  } catch (cause) {
    if (errorCode(cause) !== 'EEXIST') throw cause;
    throw new UsageError(`\`${out}\` is there already, move it away or give another \`--out\``, { cause });
  }
  output.line(
    visibleText(
      `wrote ${out} from ${roles.length} roles: read it, then \`trustwarden config validate ${out}\``,
    ),
  );
  return EXIT.fine;
}
