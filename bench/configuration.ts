import { compileConfiguration, type Configuration } from '../config/configuration.ts';
import { loadConfiguration } from '../config/load.ts';
import { selectRole } from '../config/select.ts';
import { compileIntent } from '../policies/intent/compiled.ts';
import { configurationOfSize } from './corpus.ts';
import type { Pair } from './measure.ts';

const SIZE = 1000;
const NOW = new Date(0);

/** Reading, compiling and asking a configuration of 1,000 role entries; the floor is `JSON.parse` of its text. */
export function configurationPairs(): Pair[] {
  const document = configurationOfSize(SIZE);
  const text = JSON.stringify(document);
  const floor = (): unknown => JSON.parse(text);
  const configuration = compileConfiguration(document, text);
  const roles = rolesOf(configuration);
  const pairOf = (name: string, run: (turn: number) => unknown): Pair => ({
    name: `${name}-${SIZE}`,
    run,
    floor,
  });
  return [
    pairOf('config-load', () => loadConfiguration(text, 'trustwarden.json', NOW).ok),
    pairOf('config-compile', () => compileAll(compileConfiguration(document, text))),
    pairOf('config-lookup', (turn) => selectRole(configuration, roles[turn % roles.length] as string, NOW)),
  ];
}

/** The whole of it: the intent of every entry, ready to be asked about tokens. */
function compileAll(configuration: Configuration): number {
  return rolesOf(configuration)
    .map((role) => selectRole(configuration, role, NOW).intent)
    .map((intent) => compileIntent(intent, 'gitlab.com').rules.length).length;
}

function rolesOf({ roles }: Configuration): string[] {
  return roles.map(({ role }) => role.replace('*', 'x'));
}
