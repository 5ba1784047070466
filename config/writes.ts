import type { Configuration } from './configuration.ts';

/** What can be written to a role: its trust policy, a policy inside it, a policy that is attached to it. */
export const WRITES = ['trust-policy', 'inline-policy', 'managed-policy'] as const;

export type Write = (typeof WRITES)[number];

/** Returns what the configuration can lead to being written to any role; nothing where it enforces nothing. */
export function writesOf(configuration: Configuration): readonly Write[] {
  const enforced = [configuration, ...configuration.roles].filter(({ mode }) => mode === 'enforce');
  const needed = new Set(enforced.flatMap(({ quarantine }) => writesOfQuarantine(quarantine)));
  return WRITES.filter((write) => needed.has(write));
}

function writesOfQuarantine({
  level,
  revokeSessions,
  onRefusal,
}: Configuration['quarantine']): readonly Write[] {
  const steps: readonly string[] = [level, onRefusal];
  return [
    'trust-policy',
    ...(steps.includes('freeze') || revokeSessions ? (['inline-policy'] as const) : []),
    ...(steps.includes('freeze-all') ? (['managed-policy'] as const) : []),
  ];
}
