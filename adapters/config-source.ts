import type { ConfigSource } from '../remediation/ports.ts';
import { clientSettings, type AwsSettings } from './aws-settings.ts';
import { parseConfigLocation } from './config-location.ts';
import { FileConfigSource } from './file-config-source.ts';

/**
 * Returns the source of the configuration at a place, which {@link parseConfigLocation} reads.
 *
 * WHY: a client of AWS takes time to load, so it is loaded when it is first asked.
 *
 * @param maxBytes - the largest object of S3 that is read
 * @param settings - what leads to AWS, where that is not the environment
 */
export function configSourceAt(place: string, maxBytes: number, settings?: AwsSettings): ConfigSource {
  const location = parseConfigLocation(place);
  switch (location.kind) {
    case 'file':
      return new FileConfigSource(location.path);
    case 's3':
      return loadedLater(async () => {
        const { createS3Client, S3ConfigSource } = await import('./s3-config-source.ts');
        return new S3ConfigSource({ ...location, maxBytes }, createS3Client(clientSettings(settings)));
      });
    case 'ssm':
      return parameterSource(location.name, settings);
  }
}

/** Returns the source of a text in a parameter of SSM. */
export function parameterSource(name: string, settings?: AwsSettings): ConfigSource {
  return loadedLater(async () => {
    const { createSsmClient, SsmConfigSource } = await import('./ssm-config-source.ts');
    return new SsmConfigSource(name, createSsmClient(clientSettings(settings)));
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
