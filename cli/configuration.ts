import { FileConfigSource } from '../adapters/file-config-source.ts';
import type { Configuration } from '../config/configuration.ts';
import { formatProblem, loadConfiguration, type Problem } from '../config/load.ts';
import { UsageError } from './errors.ts';
import type { Output } from './render/terminal.ts';

type Warn = (warning: Problem) => void;

const unheard: Warn = () => undefined;

/** Reads and loads a configuration file. Every problem in it is one line of the error's message. */
export async function readConfiguration(file: string, warn: Warn = unheard): Promise<Configuration> {
  const { text, name } = await new FileConfigSource(file).read();
  return loadText(text, name, warn);
}

/** Loads the text of a configuration. */
export function loadText(text: string, name: string, warn: Warn = unheard): Configuration {
  const loaded = loadConfiguration(text, name);
  for (const warning of loaded.warnings) warn(warning);
  if (!loaded.ok) throw new UsageError(loaded.problems.map(formatProblem).join('\n'));
  return loaded.configuration;
}

/** Returns what says the warnings of a configuration on standard error, unless nobody wants them. */
export function warningsTo(output: Output, quiet = false): Warn {
  return quiet ? unheard : (warning) => output.problem(`${formatProblem(warning)} (warning)`);
}
