import { Ajv } from 'ajv';

/** GITLAB: what a Code Quality report needs, `docs.gitlab.com/ci/testing/code_quality/`; closed to anything else. */
const schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          // GITLAB: relative, and not with `./` in front.
          path: { type: 'string', pattern: '^(?!\\.?/)', minLength: 1 },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
};

/** Returns what is wrong with a Code Quality report, in one line each. */
export function codeQualityFaults(value: unknown): readonly string[] {
  const validate = new Ajv({ allErrors: true }).compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ''}`);
}
