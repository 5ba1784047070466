import { FileConfigSource } from '../adapters/file-config-source.ts';
import type { Configuration } from '../config/configuration.ts';
import { formatProblem, loadConfiguration } from '../config/load.ts';
import { UsageError } from './errors.ts';

/** Reads and loads a configuration file. Every problem in it is one line of the error's message. */
export async function readConfiguration(file: string): Promise<Configuration> {
  const { text, name } = await new FileConfigSource(file).read();
  return loadText(text, name);
}

/** Loads the text of a configuration. */
export function loadText(text: string, name: string): Configuration {
  const loaded = loadConfiguration(text, name);
  if (!loaded.ok) throw new UsageError(loaded.problems.map(formatProblem).join('\n'));
  return loaded.configuration;
}
