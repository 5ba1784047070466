import type { SchemaFacts } from './validate.ts';
import { writeExample, writeOptions } from './write.ts';

/** Says what to do about a value that a definition of the schema refuses: the end of the message. */
export function wayOut(definition: string, schema: SchemaFacts, value: unknown): string {
  if (schema.enum !== undefined) return `use ${writeOptions(schema.enum)}`;
  return WAYS_OUT[definition]?.(value) ?? `write it like ${firstExample(schema)}`;
}

function firstExample({ examples = [] }: SchemaFacts): string {
  return `\`${writeExample(examples[0])}\``;
}

/** By definition; nothing where the first example of the schema says enough. */
const WAYS_OUT: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  configuration: () => 'start from `config/example.yml`',
  issuerName: aboutIssuer,
  public: () => 'use `true` or `false`',
  projectPath: aboutProject,
  groupPath: aboutGroup,
  projectId: (value) => (typeof value === 'string' ? 'write its digits without quotes' : undefined),
  refPattern: aboutRef,
  day: () => 'write a day of the calendar like `2027-03-31`',
};

function aboutIssuer(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.includes('://')) return 'leave the scheme out, like `gitlab.example.com`';
  // AWS: a condition key holds one colon, so that a key such as `host:8443:sub` cannot be written.
  if (value.includes(':')) return 'leave the port out, IAM cannot test the claims of such an issuer';
  if (value.endsWith('/')) return 'leave the `/` at the end out';
  return 'write the host in lower case and the path as they follow `oidc-provider/`, like `gitlab.example.com/gitlab`';
}

function aboutProject(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (hasWildcard(value)) {
    return 'project and group are literal and refs take patterns: for all projects below a group write `{ group: mygroup }`';
  }
  if (value.includes(':')) return 'leave the instance out of the path and name it as `issuer`';
  if (value !== '' && !value.includes('/')) {
    return 'join at least two slugs with `/`, or write `{ group: mygroup }` for all projects below a group';
  }
  return `join at least two slugs ${SLUG} with \`/\`, like \`mygroup/myproject\``;
}

function aboutGroup(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (hasWildcard(value)) {
    return 'project and group are literal and refs take patterns: a group stands for all projects below it already';
  }
  if (value.includes(':')) return 'leave the instance out of the path and name it as `issuer`';
  return `join slugs ${SLUG} with \`/\`, like \`mygroup/subgroup\``;
}

// GITLAB: what a path may be has narrowed over time; these are the characters of every age
// (https://docs.gitlab.com/user/reserved_names/).
const SLUG = 'of letters, digits, `_`, `.` and `-`';

function aboutRef(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return 'put it in quotes';
  // GITLAB: git refuses these in a ref (https://git-scm.com/docs/git-check-ref-format).
  return 'git has no ref with a space, a control character or one of `~ ^ : \\ [`, take them out';
}

function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
