import type { ConfigSource } from '../remediation/ports.ts';
import { parseConfigLocation } from './config-location.ts';
import { FileConfigSource } from './file-config-source.ts';

/**
 * Returns the source of the configuration at a place, which {@link parseConfigLocation} reads.
 *
 * WHY: a client of AWS takes time to load, so it is loaded when it is first asked.
 *
 * @param maxBytes - the largest object of S3 that is read
 */
export function configSourceAt(place: string, maxBytes: number): ConfigSource {
  const location = parseConfigLocation(place);
  switch (location.kind) {
    case 'file':
      return new FileConfigSource(location.path);
    case 's3':
      return loadedLater(async () => {
        const { S3ConfigSource } = await import('./s3-config-source.ts');
        return new S3ConfigSource({ ...location, maxBytes });
      });
    case 'ssm':
      return parameterSource(location.name);
  }
}

/** Returns the source of a text in a parameter of SSM. */
export function parameterSource(name: string): ConfigSource {
  return loadedLater(async () => {
    const { SsmConfigSource } = await import('./ssm-config-source.ts');
    return new SsmConfigSource(name);
  });
}

function loadedLater(load: () => Promise<ConfigSource>): ConfigSource {
  let source: Promise<ConfigSource> | undefined;
  return {
    async read() {
      source ??= load();
      return (await source).read();
    },
  };
}
