/** Reads the settings of a deployment from the environment, and makes of them what the template includes. */
import { readFile } from 'node:fs/promises';
import { importSource } from './import-source.mjs';
import { OWN_ROLES, permissionsOf } from './permissions.mjs';

/** A setting of the deployment that cannot be used, and the way out. */
export class SettingError extends Error {
  name = 'SettingError';
}

const TOPIC = /^arn:aws[a-z-]*:sns:[a-z\d-]+:\d{12}:[\w-]{1,256}$/;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * Returns the path of the configuration to bundle, where it is a file, and the parts of the template that follow from
 * the settings.
 */
export async function readDeployment(environment) {
  const settings = await readSettings(environment);
  const { place, location, killSwitch, writes, alarmTopic, traces } = settings;
  const bundled = location.kind === 'file' ? location.path : undefined;
  return {
    bundled,
    template: {
      environment: {
        POWERTOOLS_SERVICE_NAME: 'trustwarden-${sls:stage}',
        TRUSTWARDEN_JOURNAL: { Ref: 'Journal' },
        TRUSTWARDEN_IAM_EVENTS: { Ref: 'IamEvents' },
        TRUSTWARDEN_OWN_ROLES: { 'Fn::Join': [',', OWN_ROLES] },
        ...(bundled === undefined ? { TRUSTWARDEN_CONFIG: place } : {}),
        TRUSTWARDEN_KILL_SWITCH: killSwitch ?? { Ref: 'KillSwitch' },
        TRUSTWARDEN_WRITES: writes.join(','),
        ...(traces ? { POWERTOOLS_TRACE_ENABLED: 'true' } : {}),
      },
      tracing: traces ? 'Active' : 'PassThrough',
      permissions: permissionsOf(settings),
      alarmActions: alarmTopic === undefined ? [] : [alarmTopic],
      resources: killSwitch === undefined ? { Resources: { KillSwitch: KILL_SWITCH } } : {},
    },
  };
}

/** WHY: its value is given once: deploying again leaves the switch as it was turned. */
const KILL_SWITCH = {
  Type: 'AWS::SSM::Parameter',
  Properties: {
    Name: '/trustwarden/${sls:stage}/kill-switch',
    Description: 'Turns Trustwarden to dry-run at the next message, unless it says off',
    Type: 'String',
    Value: 'off',
  },
};

async function readSettings(environment) {
  // WHY: the function parses the same settings, and there is one parser.
  const { parseConfigLocation, parseParameterName } = await importSource('adapters/config-location.ts');
  const given = (name) => environment[`TRUSTWARDEN_${name}`] || undefined;
  const matching = (name, pattern, form) => {
    const value = given(name);
    if (value === undefined || pattern.test(value)) return value;
    throw new SettingError(`\`TRUSTWARDEN_${name}\` is \`${value}\`, write ${form}`);
  };
  const place = given('CONFIG') ?? 'config/default.yml';
  const location = parseConfigLocation(place);
  const killSwitch = given('KILL_SWITCH');
  return {
    place,
    location,
    killSwitch: killSwitch && parseParameterName(killSwitch),
    writes: await writesFrom(given('WRITES'), location),
    traces: matching('TRACES', /^(on|off)$/, '`on` or `off`') === 'on',
    alarmTopic: matching('ALARM_TOPIC', TOPIC, 'the ARN of a topic of SNS'),
    deploymentRole: matching('DEPLOYMENT_ROLE', ROLE, 'the ARN of a role'),
  };
}

/** WHY: what a configuration that is read later will say is not known here, so nothing is written unless it is asked. */
async function writesFrom(given, location) {
  const { WRITES, writesOf } = await importSource('config/writes.ts');
  if (given !== undefined) {
    const named = given === 'nothing' ? [] : given.split(',');
    if (named.every((name) => WRITES.includes(name))) return WRITES.filter((name) => named.includes(name));
    throw new SettingError(
      `\`TRUSTWARDEN_WRITES\` is \`${given}\`, write \`nothing\`, or some of ${WRITES.join(',')}`,
    );
  }
  return location.kind === 'file' ? writesOf(await loadFile(location.path)) : [];
}

async function loadFile(path) {
  const { loadConfiguration, formatProblem } = await importSource('config/load.ts');
  const loaded = loadConfiguration(await readFile(path, 'utf8'), path, new Date());
  if (loaded.ok) return loaded.configuration;
  throw new SettingError(`the configuration does not hold: ${loaded.problems.map(formatProblem).join('; ')}`);
}
