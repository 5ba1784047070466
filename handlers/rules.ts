import type { Configuration } from '../config/configuration.ts';
import { selectRole } from '../config/select.ts';
import type { Rules } from '../remediation/ports.ts';

/** Returns a configuration as the rules that the use cases ask. */
export function rulesOf(configuration: Configuration): Rules {
  const { digest, limits } = configuration;
  return {
    digest,
    ...(limits === undefined ? {} : { limits }),
    select: (role, now) => selectRole(configuration, role, now),
  };
}
