import type { Finding, FindingId } from '../../policies/index.ts';
import type { Entry, Rank } from './entry.ts';
import { uriOf } from './place.ts';
import { FINDING_RULES, helpUriOf, UNREADABLE } from './rules.ts';

const LEVELS: Readonly<Record<Rank, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'warning',
  undecided: 'warning',
  unreadable: 'error',
  advice: 'note',
};

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const RULE_IDS = Object.keys(FINDING_RULES) as readonly FindingId[];

/**
 * Returns entries as a SARIF 2.1.0 log of one run. A document that could not be read is a notification and
 * no result.
 */
export function sarifLog(entries: readonly Entry[], version: string): unknown {
  const unread = entries.filter(({ rule }) => rule === UNREADABLE);
  const found = entries.filter(({ rule }) => rule !== UNREADABLE);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'trustwarden',
            version,
            rules: RULE_IDS.map((id) => ({
              id,
              shortDescription: { text: FINDING_RULES[id] },
              helpUri: helpUriOf(id),
            })),
            notifications: [
              { id: UNREADABLE, shortDescription: { text: 'The document could not be read or judged.' } },
            ],
          },
        },
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            toolExecutionNotifications: unread.map(notificationOf),
          },
        ],
        results: found.map(resultOf),
      },
    ],
  };
}

function notificationOf(entry: Entry): unknown {
  return {
    descriptor: { id: UNREADABLE },
    level: LEVELS[entry.rank],
    message: { text: plainText(entry.message) },
    locations: [locationOf(entry)],
  };
}

function resultOf(entry: Entry): unknown {
  const { rule, rank, message, fingerprint, finding } = entry;
  return {
    ruleId: rule,
    ruleIndex: RULE_IDS.indexOf(rule as FindingId),
    level: LEVELS[rank],
    message: { text: plainText(message) },
    locations: [locationOf(entry)],
    partialFingerprints: { 'trustwarden/v1': fingerprint },
    ...(finding === undefined ? {} : { properties: propertiesOf(finding) }),
  };
}

function propertiesOf({ severity, statement, issuer }: Finding): unknown {
  return { severity, statement, issuer };
}

function locationOf({ place, role }: Entry): unknown {
  const region = place.line === undefined ? {} : { region: { startLine: place.line } };
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(place) }, ...region },
    ...(role === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: role, kind: 'resource' }] }),
  };
}

/** WHY: in a message `[text](destination)` is a link and `{0}` a placeholder, and a policy could hold either. */
function plainText(message: string): string {
  const withoutLinks = message.includes('](') ? message.replace(/[[\]\\]/g, String.raw`\$&`) : message;
  return withoutLinks.replace(/\{(\d+)\}/g, '{{$1}}');
}
