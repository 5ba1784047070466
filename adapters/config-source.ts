import type { ConfigSource } from '../remediation/ports.ts';
import { parseConfigLocation } from './config-location.ts';
import { FileConfigSource } from './file-config-source.ts';
import { S3ConfigSource } from './s3-config-source.ts';
import { SsmConfigSource } from './ssm-config-source.ts';

/**
 * Returns the source of the configuration at a place, which {@link parseConfigLocation} reads.
 *
 * @param maxBytes - the largest object of S3 that is read
 */
export function configSourceAt(place: string, maxBytes: number): ConfigSource {
  const location = parseConfigLocation(place);
  switch (location.kind) {
    case 'file':
      return new FileConfigSource(location.path);
    case 's3':
      return new S3ConfigSource({ ...location, maxBytes });
    case 'ssm':
      return new SsmConfigSource(location.name);
  }
}
