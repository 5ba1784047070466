import { EXIT } from './errors.ts';

/** What each exit code says; `docs/command.md` has the same table. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  fine: 'fine: nothing is broader than allowed, nothing is left to do',
  broader: 'a trust policy is broader than allowed, or changes are pending',
  error: 'an error: wrong usage, or something could not be read',
  refused: 'refused: a change was not made, as a role changed or a limit held',
  undecided: 'some trust policy could not be decided, and nothing else is wrong',
  interrupted: 'stopped by Ctrl-C between two roles or files, and what was done is said',
};

/** Returns the table of exit codes as the help shows it. */
export function exitCodeHelp(): string {
  const rows = Object.entries(EXIT).map(
    ([name, code]) => `  ${code}  ${EXIT_MEANINGS[name as keyof typeof EXIT]}`,
  );
  return ['', 'Exit codes:', ...rows, '  Where several apply: 130, then 2, 3, 1, 4.'].join('\n');
}

/** Worked examples, by the name of the command that they are of. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  check: [
    'trustwarden check --allow mygroup/myproject trust-policy.json',
    '',
    'aws iam get-account-authorization-details --filter Role > roles.json',
    'trustwarden check --config trustwarden.yml roles.json',
    'trustwarden check --config trustwarden.yml --format gitlab roles.json > report.json',
  ],
  plan: [
    'trustwarden plan --config trustwarden.yml --out plan.json',
    'trustwarden plan --account-dir my-account --config trustwarden.yml',
  ],
  apply: ['trustwarden apply --config trustwarden.yml plan.json'],
  history: ['trustwarden history deploy'],
  undo: ['trustwarden undo --config trustwarden.yml 1f0c9a3e'],
  release: ['trustwarden release --config trustwarden.yml deploy'],
  explain: ['trustwarden explain --config trustwarden.yml deploy'],
  handle: [
    'trustwarden handle --account-dir my-account --config trustwarden.yml event.json',
    'trustwarden handle --config trustwarden.yml --journal dynamodb:trustwarden-journal --since 24h',
  ],
  brake: ['trustwarden brake status --journal dynamodb:trustwarden-journal'],
  'brake status': ['trustwarden brake status --journal dynamodb:trustwarden-journal'],
  'brake reset': ['trustwarden brake reset --journal dynamodb:trustwarden-journal'],
  doctor: ['trustwarden doctor --stage prod'],
  sweep: ['trustwarden sweep status --journal dynamodb:trustwarden-journal'],
  'sweep status': ['trustwarden sweep status --journal dynamodb:trustwarden-journal'],
  'sweep accept': ['trustwarden sweep accept --journal dynamodb:trustwarden-journal d1f5c0aa'],
  quickstart: ['trustwarden quickstart --dry-run-only'],
  config: ['trustwarden config validate trustwarden.yml'],
  'config validate': ['trustwarden config validate trustwarden.yml'],
  'config schema': ['trustwarden config schema > trustwarden.schema.json'],
  'config explain': [
    'trustwarden config explain --config trustwarden.yml arn:aws:iam::111122223333:role/deploy',
  ],
  'config init': ['trustwarden config init --account-dir my-account --out trustwarden.yml'],
};

/** Returns the worked example of a command as its help shows it. */
export function exampleHelp(name: string): string {
  return ['', 'Example:', ...(EXAMPLES[name] ?? []).map((line) => (line === '' ? '' : `  ${line}`))].join(
    '\n',
  );
}
