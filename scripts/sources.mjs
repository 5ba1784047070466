/** Reads from the environment where the configuration and the kill switch of a deployment stand. */
import { build } from 'esbuild';

/**
 * Returns the path of the file to bundle, where the configuration is one, and what the template has to know of the
 * rest: an empty text stands for what is not given.
 */
export async function readSources(environment) {
  const { parseConfigLocation, parseParameterName } = await importSource('adapters/config-location.ts');
  const place = environment.TRUSTWARDEN_CONFIG || 'config/default.yml';
  const location = parseConfigLocation(place);
  const killSwitch = environment.TRUSTWARDEN_KILL_SWITCH ?? '';
  return {
    bundled: location.kind === 'file' ? location.path : undefined,
    template: {
      configuration: location.kind === 'file' ? '' : place,
      object: location.kind === 's3' ? `${location.bucket}/${location.key}` : '',
      parameter: location.kind === 'ssm' ? location.name : '',
      killSwitch: killSwitch && parseParameterName(killSwitch),
    },
  };
}

/** WHY: the function parses the same settings, and there is one parser. */
async function importSource(path) {
  const options = { bundle: true, write: false, platform: 'node', format: 'esm', target: 'node20.19' };
  const { outputFiles } = await build({ ...options, entryPoints: [path] });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
