// Generated from config.schema.json by `npm run generate`: do not edit.
// @ts-nocheck
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esm = (fn, res, err) =>
  function __init() {
    if (err) throw err[0];
    try {
      return (fn && (res = (0, fn[__getOwnPropNames(fn)[0]])((fn = 0))), res);
    } catch (e) {
      throw ((err = [e]), e);
    }
  };
var __commonJS = (cb, mod) =>
  function __require() {
    try {
      return (mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports);
    } catch (e) {
      throw ((mod = 0), e);
    }
  };
var __export = (target, all) => {
  for (var name in all) __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if ((from && typeof from === 'object') || typeof from === 'function') {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, {
          get: () => from[key],
          enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable,
        });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, '__esModule', { value: true }), mod);

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  'node_modules/ajv/dist/runtime/ucs2length.js'(exports) {
    'use strict';
    Object.defineProperty(exports, '__esModule', { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320) pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  },
});

// node_modules/fast-deep-equal/index.js
var require_fast_deep_equal = __commonJS({
  'node_modules/fast-deep-equal/index.js'(exports, module) {
    'use strict';
    module.exports = function equal(a, b) {
      if (a === b) return true;
      if (a && b && typeof a == 'object' && typeof b == 'object') {
        if (a.constructor !== b.constructor) return false;
        var length, i, keys;
        if (Array.isArray(a)) {
          length = a.length;
          if (length != b.length) return false;
          for (i = length; i-- !== 0;) if (!equal(a[i], b[i])) return false;
          return true;
        }
        if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
        if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
        if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
        keys = Object.keys(a);
        length = keys.length;
        if (length !== Object.keys(b).length) return false;
        for (i = length; i-- !== 0;) if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
        for (i = length; i-- !== 0;) {
          var key = keys[i];
          if (!equal(a[key], b[key])) return false;
        }
        return true;
      }
      return a !== a && b !== b;
    };
  },
});

// node_modules/ajv/dist/runtime/equal.js
var require_equal = __commonJS({
  'node_modules/ajv/dist/runtime/equal.js'(exports) {
    'use strict';
    Object.defineProperty(exports, '__esModule', { value: true });
    var equal = require_fast_deep_equal();
    equal.code = 'require("ajv/dist/runtime/equal").default';
    exports.default = equal;
  },
});

// config/day.ts
var day_exports = {};
__export(day_exports, {
  FORMATS: () => FORMATS,
  daysUntil: () => daysUntil,
  endOf: () => endOf,
  isDay: () => isDay,
});
function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}
function endOf(day) {
  return Date.parse(day) + DAY;
}
function daysUntil(day, now) {
  return Date.parse(day) / DAY - Math.floor(now.getTime() / DAY);
}
var DAY, FORMATS;
var init_day = __esm({
  'config/day.ts'() {
    'use strict';
    DAY = 24 * 60 * 60 * 1e3;
    FORMATS = { date: isDay };
  },
});

// <stdin>
var validate = validate20;
var stdin_default = validate20;
var schema31 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $anchor: 'configuration',
  title: 'a configuration',
  description:
    'Says which GitLab projects may assume which IAM roles, and what happens to a role that lets in more.',
  type: 'object',
  additionalProperties: false,
  required: ['version', 'mode', 'unlisted'],
  properties: {
    $schema: {
      $ref: '#/$defs/schemaAddress',
      description: 'Where an editor finds this schema. Nothing else reads it.',
      examples: ['./config.schema.json'],
    },
    version: { $ref: '#/$defs/version', description: 'The version of this format.', examples: [1] },
    mode: {
      $ref: '#/$defs/mode',
      description:
        '`dry-run` plans and logs, `enforce` plans and applies. An entry of `roles` may choose its own.',
      examples: ['dry-run', 'enforce'],
    },
    unlisted: {
      $ref: '#/$defs/unlisted',
      description:
        'What happens to a role that lets GitLab in beyond `defaults.allow` and that no entry of `roles` names. There is no default: choose.',
      examples: ['quarantine', 'report'],
    },
    unfixable: {
      $ref: '#/$defs/unfixable',
      description:
        'What happens to a role that an entry of `roles` names when nothing is left of what its trust policy lets in, or what is left does not fit. `quarantine` where the key is absent; a quarantine that would lock out what is allowed is a report.',
      examples: ['report'],
    },
    issuers: {
      $ref: '#/$defs/issuers',
      description:
        'The GitLab instances whose tokens count. The first is meant where an entry names none. Only `gitlab.com` where the key is absent.',
      examples: [['gitlab.com', 'gitlab.example.com/gitlab']],
    },
    defaults: {
      $ref: '#/$defs/defaults',
      description: 'What holds for a role that no entry of `roles` names.',
      examples: [{ allow: [] }],
    },
    requireProjectId: {
      $ref: '#/$defs/requireProjectId',
      description:
        'Whether a token of gitlab.com has to show the `id` of its project, since a path can pass to someone else. Every project of gitlab.com then needs an `id`, and no group can be allowed there. Partitions in which AWS does not fill `gitlab.com:project_id` are excepted. `false` where the key is absent.',
      examples: [true],
    },
    roles: {
      $ref: '#/$defs/roles',
      description: 'Who may assume which role. The first entry whose pattern matches the role wins.',
      examples: [[{ role: 'arn:aws:iam::111122223333:role/deploy-*', allow: ['mygroup/myproject'] }]],
    },
    quarantine: {
      $ref: '#/$defs/quarantine',
      description: 'What a quarantine does to a role.',
      examples: [{ level: 'isolate' }],
    },
    undecided: {
      $ref: '#/$defs/undecided',
      description:
        "What happens to a trust policy that can be neither proved narrow enough nor shown to let in more: it is reported, or GitLab's access is taken out of it. `report` where the key is absent.",
      examples: ['report'],
    },
    limits: {
      $ref: '#/$defs/limits',
      description:
        'How many changes are made before Trustwarden stops and only proposes. Needed wherever `mode` is `enforce`.',
      examples: [
        {
          changesPerRole: { max: 3, per: '1h' },
          changesPerAccount: { max: 20, per: '1h' },
          shareOfRoles: 0.1,
        },
      ],
    },
    exempt: {
      $ref: '#/$defs/exempt',
      description: 'Roles that are only reported on, each with a reason and a last day.',
      examples: [
        [{ role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access, SEC-12', until: '2027-03-31' }],
      ],
    },
  },
  $defs: {
    schemaAddress: {
      $anchor: 'schemaAddress',
      title: 'the address of a schema',
      type: 'string',
      examples: ['./config.schema.json'],
    },
    version: { $anchor: 'version', title: 'a version of this format', enum: [1], examples: [1] },
    mode: { $anchor: 'mode', title: 'a mode', enum: ['dry-run', 'enforce'], examples: ['dry-run'] },
    unlisted: {
      $anchor: 'unlisted',
      title: 'an answer to an unlisted role',
      enum: ['quarantine', 'report'],
      examples: ['quarantine'],
    },
    unfixable: {
      $anchor: 'unfixable',
      title: 'an answer to a role that cannot be narrowed',
      enum: ['quarantine', 'report'],
      examples: ['report'],
    },
    requireProjectId: { $anchor: 'requireProjectId', title: 'a boolean', type: 'boolean', examples: [true] },
    undecided: {
      $anchor: 'undecided',
      title: 'an answer to an undecided trust policy',
      enum: ['report', 'isolate'],
      examples: ['report'],
    },
    limits: {
      $anchor: 'limits',
      title: 'an object of limits',
      type: 'object',
      additionalProperties: false,
      required: ['changesPerRole', 'changesPerAccount', 'shareOfRoles'],
      properties: {
        changesPerRole: {
          $ref: '#/$defs/rate',
          description:
            'The changes of one role. More mean that somebody, often Terraform, writes the old trust policy back.',
          examples: [{ max: 3, per: '1h' }],
        },
        changesPerAccount: {
          $ref: '#/$defs/rate',
          description:
            'The changes of all roles of one account. More mean that the configuration may be wrong.',
          examples: [{ max: 20, per: '1h' }],
        },
        shareOfRoles: {
          $ref: '#/$defs/share',
          description:
            "The share of an account's roles that may be changed within the time of `changesPerAccount`, from ten roles up: of those that let GitLab in, once a sweep has counted them, else of all. It counts where the number of roles is known, which it is not in a file account.",
          examples: [0.1],
        },
      },
      examples: [
        {
          changesPerRole: { max: 3, per: '1h' },
          changesPerAccount: { max: 20, per: '1h' },
          shareOfRoles: 0.1,
        },
      ],
    },
    rate: {
      $anchor: 'rate',
      title: 'an object that gives a number of changes and a time',
      type: 'object',
      additionalProperties: false,
      required: ['max', 'per'],
      properties: {
        max: { $ref: '#/$defs/count', description: 'How many changes there may be.', examples: [3] },
        per: {
          $ref: '#/$defs/duration',
          description: 'The time within which they are counted.',
          examples: ['1h'],
        },
      },
      examples: [{ max: 3, per: '1h' }],
    },
    count: { $anchor: 'count', title: 'a count', type: 'integer', minimum: 1, maximum: 1e6, examples: [3] },
    duration: {
      $anchor: 'duration',
      title: 'a duration',
      type: 'string',
      pattern: '^[1-9][0-9]{0,3}[smhd]$',
      examples: ['1h', '30m'],
    },
    share: {
      $anchor: 'share',
      title: 'a share',
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1,
      examples: [0.1],
    },
    quarantineLevel: {
      $anchor: 'quarantineLevel',
      title: 'a level of quarantine',
      enum: ['isolate', 'freeze', 'freeze-all'],
      examples: ['isolate'],
    },
    onRefusal: {
      $anchor: 'onRefusal',
      title: 'an answer to a refusal by IAM',
      enum: ['freeze', 'freeze-all', 'report'],
      examples: ['freeze'],
    },
    revokeSessions: { $anchor: 'revokeSessions', title: 'a boolean', type: 'boolean', examples: [false] },
    issuers: {
      $anchor: 'issuers',
      title: 'a list of one issuer or more',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/issuer' },
      examples: [['gitlab.com']],
    },
    issuer: {
      $anchor: 'issuer',
      title: 'an issuer, or an object that names one',
      if: { type: 'string' },
      then: { $ref: '#/$defs/issuerName' },
      else: { $ref: '#/$defs/issuerObject' },
      examples: ['gitlab.com'],
    },
    issuerName: {
      $anchor: 'issuerName',
      title: 'an issuer',
      type: 'string',
      maxLength: 255,
      pattern: '^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$',
      examples: ['gitlab.example.com/gitlab'],
    },
    issuerObject: {
      $anchor: 'issuerObject',
      title: 'an issuer, or an object that names one',
      type: 'object',
      additionalProperties: false,
      required: ['issuer'],
      properties: {
        issuer: {
          $ref: '#/$defs/issuerName',
          description:
            "Everything that follows `oidc-provider/` in the ARN of the instance's OIDC provider: its host, with a path where it has one.",
          examples: ['gitlab.example.com/gitlab'],
        },
        public: {
          $ref: '#/$defs/public',
          description:
            'Whether strangers can register at the instance. `gitlab.com` is public, any other is private unless this says `true`.',
          examples: [true],
        },
        audiences: {
          $ref: '#/$defs/audiences',
          description:
            'The audiences of which a token has to show one. A rewrite adds a condition on them to a statement that asks for no audience.',
          examples: [['https://gitlab.example.com']],
        },
      },
      examples: [{ issuer: 'gitlab.example.com', public: true }],
    },
    public: { $anchor: 'public', title: 'a boolean', type: 'boolean', examples: [true] },
    audiences: {
      $anchor: 'audiences',
      title: 'a list of one audience or more',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/audience' },
      examples: [['https://gitlab.com']],
    },
    audience: {
      $anchor: 'audience',
      title: 'an audience',
      type: 'string',
      maxLength: 255,
      pattern: '^[!-#%-~]+$',
      examples: ['https://gitlab.com'],
    },
    defaults: {
      $anchor: 'defaults',
      title: 'an object of defaults',
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          $ref: '#/$defs/allow',
          description:
            'The projects and groups that may assume a role that no entry of `roles` names. Nobody where the key is absent.',
          examples: [[], ['mygroup/myproject']],
        },
      },
      examples: [{ allow: [] }],
    },
    roles: {
      $anchor: 'roles',
      title: 'a list of role entries',
      type: 'array',
      items: { $ref: '#/$defs/roleEntry' },
      examples: [[{ role: 'arn:aws:iam::111122223333:role/deploy-*', allow: ['mygroup/myproject'] }]],
    },
    roleEntry: {
      $anchor: 'roleEntry',
      title: 'a role entry',
      type: 'object',
      additionalProperties: false,
      required: ['role', 'allow'],
      properties: {
        role: {
          $ref: '#/$defs/roleArn',
          description:
            'The ARN of the role, with its path. `*` stands for any run of characters and `?` for one; upper and lower case differ.',
          examples: ['arn:aws:iam::111122223333:role/deploy-*'],
        },
        mode: {
          $ref: '#/$defs/mode',
          description:
            'The mode for these roles. The `mode` of the whole configuration where the key is absent.',
          examples: ['enforce'],
        },
        allow: {
          $ref: '#/$defs/allow',
          description: 'The projects and groups that may assume these roles. An empty list allows nobody.',
          examples: [['mygroup/myproject']],
        },
        quarantine: {
          $ref: '#/$defs/quarantine',
          description:
            'What a quarantine does to these roles. The `quarantine` of the whole configuration where the key is absent.',
          examples: [{ level: 'isolate' }],
        },
      },
      examples: [{ role: 'arn:aws:iam::111122223333:role/deploy-*', allow: ['mygroup/myproject'] }],
    },
    roleArn: {
      $anchor: 'roleArn',
      title: 'the ARN of an IAM role',
      type: 'string',
      maxLength: 1024,
      pattern:
        '^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$',
      examples: ['arn:aws:iam::111122223333:role/deploy-*'],
    },
    allow: {
      $anchor: 'allow',
      title: 'a list of projects and groups',
      type: 'array',
      items: { $ref: '#/$defs/allowItem' },
      examples: [['mygroup/myproject']],
    },
    allowItem: {
      $anchor: 'allowItem',
      title: 'a project path, or an object that names a project or a group',
      if: { type: 'string' },
      then: { $ref: '#/$defs/projectPath' },
      else: { $ref: '#/$defs/allowObject' },
      examples: ['mygroup/myproject'],
    },
    allowObject: {
      $anchor: 'allowObject',
      title: 'a project path, or an object that names a project or a group',
      type: 'object',
      additionalProperties: false,
      properties: {
        project: {
          $ref: '#/$defs/projectPath',
          description:
            'The literal path of one project, with all of its groups, in the case in which GitLab shows it.',
          examples: ['mygroup/myproject'],
        },
        group: {
          $ref: '#/$defs/groupPath',
          description:
            'The literal path of a group. It stands for every project below it, in its subgroups too.',
          examples: ['platform'],
        },
        id: {
          $ref: '#/$defs/projectId',
          description:
            'The number of the project, which stays when its path moves to someone else. Projects only.',
          examples: [67890],
        },
        issuer: {
          $ref: '#/$defs/issuerName',
          description:
            'The instance that holds it, one of `issuers`. The first of them where the key is absent.',
          examples: ['gitlab.example.com/gitlab'],
        },
        branches: {
          $ref: '#/$defs/refPatterns',
          description:
            'The branches that are allowed. Given alone it allows no tag; without `branches` and `tags` every ref is allowed.',
          examples: [['main', 'release/*']],
        },
        tags: {
          $ref: '#/$defs/refPatterns',
          description:
            'The tags that are allowed. Given alone it allows no branch; without `branches` and `tags` every ref is allowed.',
          examples: [['v*']],
        },
        subject: {
          $ref: '#/$defs/subjectShapes',
          description:
            "The components of the project's `sub` in their order, as its `ci_id_token_sub_claim_components` gives them; several lists while a project changes over. What is written new into a trust policy has these shapes. GitLab's default, `[project_path, ref_type, ref]`, where the key is absent.",
          examples: [[['project_id', 'ref_type', 'ref']]],
        },
      },
      if: { required: ['group'] },
      then: { properties: { project: false, id: false } },
      else: { required: ['project'] },
      examples: [{ project: 'mygroup/myproject', branches: ['main'] }],
    },
    projectPath: {
      $anchor: 'projectPath',
      title: 'a project path',
      type: 'string',
      maxLength: 1024,
      pattern: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$',
      examples: ['mygroup/myproject'],
    },
    groupPath: {
      $anchor: 'groupPath',
      title: 'a group path',
      type: 'string',
      maxLength: 1024,
      pattern: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$',
      examples: ['mygroup/subgroup'],
    },
    projectId: {
      $anchor: 'projectId',
      title: 'a project id',
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
      examples: [67890],
    },
    refPatterns: {
      $anchor: 'refPatterns',
      title: 'a list of ref patterns',
      type: 'array',
      items: { $ref: '#/$defs/refPattern' },
      examples: [['main', 'release/*']],
    },
    refPattern: {
      $anchor: 'refPattern',
      title: 'a ref pattern',
      type: 'string',
      maxLength: 1024,
      pattern: '^[^\\u0000-\\u0020\\u007f~^:\\\\\\[]+$',
      examples: ['release/*'],
    },
    subjectShapes: {
      $anchor: 'subjectShapes',
      title: 'a list of one shape or more',
      type: 'array',
      minItems: 1,
      maxItems: 8,
      items: { $ref: '#/$defs/subjectShape' },
      examples: [[['project_path', 'ref_type', 'ref']]],
    },
    subjectShape: {
      $anchor: 'subjectShape',
      title: 'a list of components, each once',
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { $ref: '#/$defs/component' },
      examples: [['project_path', 'ref_type', 'ref']],
    },
    component: {
      $anchor: 'component',
      title: 'a component of a subject',
      enum: [
        'project_path',
        'project_id',
        'job_project_path',
        'job_project_id',
        'source_project_path',
        'source_project_id',
        'ref_type',
        'ref',
        'ref_protected',
        'environment_protected',
        'deployment_tier',
      ],
      examples: ['project_path'],
    },
    quarantine: {
      $anchor: 'quarantine',
      title: 'an object that describes the quarantine',
      type: 'object',
      additionalProperties: false,
      properties: {
        level: {
          $ref: '#/$defs/quarantineLevel',
          description:
            "`isolate` takes GitLab's access out of the trust policy. `freeze` denies GitLab's sessions everything by a policy inside of the role, and `freeze-all` everybody's by `AWSDenyAll`; these two leave the trust policy as it is. `isolate` where the key is absent.",
          examples: ['isolate'],
        },
        revokeSessions: {
          $ref: '#/$defs/revokeSessions',
          description:
            "Whether GitLab's running sessions end as well, by a policy inside of the role. `false` where the key is absent.",
          examples: [true],
        },
        onRefusal: {
          $ref: '#/$defs/onRefusal',
          description:
            'What happens to a role whose trust policy should be changed and for which IAM refuses that: `freeze` and `freeze-all` as above, or `report`. `freeze` where the key is absent.',
          examples: ['freeze'],
        },
      },
      examples: [{ level: 'isolate' }],
    },
    exempt: {
      $anchor: 'exempt',
      title: 'a list of exemptions',
      type: 'array',
      items: { $ref: '#/$defs/exemption' },
      examples: [
        [{ role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access, SEC-12', until: '2027-03-31' }],
      ],
    },
    exemption: {
      $anchor: 'exemption',
      title: 'an exemption',
      type: 'object',
      additionalProperties: false,
      required: ['role', 'reason', 'until'],
      properties: {
        role: {
          $ref: '#/$defs/roleArn',
          description:
            'The ARN of the role, with its path. `*` stands for any run of characters and `?` for one; upper and lower case differ.',
          examples: ['arn:aws:iam::*:role/break-glass'],
        },
        reason: {
          $ref: '#/$defs/reason',
          description: 'Why the role is left alone, in words for whoever reads the report.',
          examples: ['on-call access, SEC-12'],
        },
        until: {
          $ref: '#/$defs/day',
          description: 'The last day on which the exemption counts, to the end of that day in UTC.',
          examples: ['2027-03-31'],
        },
      },
      examples: [
        { role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access, SEC-12', until: '2027-03-31' },
      ],
    },
    reason: {
      $anchor: 'reason',
      title: 'a reason',
      type: 'string',
      maxLength: 1024,
      pattern: '\\S',
      examples: ['on-call access, SEC-12'],
    },
    day: { $anchor: 'day', title: 'a day', type: 'string', format: 'date', examples: ['2027-03-31'] },
  },
};
var schema32 = {
  $anchor: 'schemaAddress',
  title: 'the address of a schema',
  type: 'string',
  examples: ['./config.schema.json'],
};
var schema33 = { $anchor: 'version', title: 'a version of this format', enum: [1], examples: [1] };
var schema34 = { $anchor: 'mode', title: 'a mode', enum: ['dry-run', 'enforce'], examples: ['dry-run'] };
var schema35 = {
  $anchor: 'unlisted',
  title: 'an answer to an unlisted role',
  enum: ['quarantine', 'report'],
  examples: ['quarantine'],
};
var schema36 = {
  $anchor: 'unfixable',
  title: 'an answer to a role that cannot be narrowed',
  enum: ['quarantine', 'report'],
  examples: ['report'],
};
var schema59 = { $anchor: 'requireProjectId', title: 'a boolean', type: 'boolean', examples: [true] };
var schema68 = {
  $anchor: 'undecided',
  title: 'an answer to an undecided trust policy',
  enum: ['report', 'isolate'],
  examples: ['report'],
};
var func1 = Object.prototype.hasOwnProperty;
var schema37 = {
  $anchor: 'issuers',
  title: 'a list of one issuer or more',
  type: 'array',
  minItems: 1,
  items: { $ref: '#/$defs/issuer' },
  examples: [['gitlab.com']],
};
var schema38 = {
  $anchor: 'issuer',
  title: 'an issuer, or an object that names one',
  if: { type: 'string' },
  then: { $ref: '#/$defs/issuerName' },
  else: { $ref: '#/$defs/issuerObject' },
  examples: ['gitlab.com'],
};
var schema39 = {
  $anchor: 'issuerName',
  title: 'an issuer',
  type: 'string',
  maxLength: 255,
  pattern: '^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$',
  examples: ['gitlab.example.com/gitlab'],
};
var func2 = require_ucs2length().default;
var pattern4 = new RegExp('^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$', 'u');
var schema40 = {
  $anchor: 'issuerObject',
  title: 'an issuer, or an object that names one',
  type: 'object',
  additionalProperties: false,
  required: ['issuer'],
  properties: {
    issuer: {
      $ref: '#/$defs/issuerName',
      description:
        "Everything that follows `oidc-provider/` in the ARN of the instance's OIDC provider: its host, with a path where it has one.",
      examples: ['gitlab.example.com/gitlab'],
    },
    public: {
      $ref: '#/$defs/public',
      description:
        'Whether strangers can register at the instance. `gitlab.com` is public, any other is private unless this says `true`.',
      examples: [true],
    },
    audiences: {
      $ref: '#/$defs/audiences',
      description:
        'The audiences of which a token has to show one. A rewrite adds a condition on them to a statement that asks for no audience.',
      examples: [['https://gitlab.example.com']],
    },
  },
  examples: [{ issuer: 'gitlab.example.com', public: true }],
};
var schema42 = { $anchor: 'public', title: 'a boolean', type: 'boolean', examples: [true] };
var schema43 = {
  $anchor: 'audiences',
  title: 'a list of one audience or more',
  type: 'array',
  minItems: 1,
  items: { $ref: '#/$defs/audience' },
  examples: [['https://gitlab.com']],
};
var schema44 = {
  $anchor: 'audience',
  title: 'an audience',
  type: 'string',
  maxLength: 255,
  pattern: '^[!-#%-~]+$',
  examples: ['https://gitlab.com'],
};
var pattern6 = new RegExp('^[!-#%-~]+$', 'u');
function validate24(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate24.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    if (data.length < 1) {
      const err0 = {
        instancePath,
        schemaPath: '#/minItems',
        keyword: 'minItems',
        params: { limit: 1 },
        message: 'must NOT have fewer than 1 items',
        schema: 1,
        parentSchema: schema43,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (typeof data0 === 'string') {
        if (func2(data0) > 255) {
          const err1 = {
            instancePath: instancePath + '/' + i0,
            schemaPath: '#/$defs/audience/maxLength',
            keyword: 'maxLength',
            params: { limit: 255 },
            message: 'must NOT have more than 255 characters',
            schema: 255,
            parentSchema: schema44,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
        if (!pattern6.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/' + i0,
            schemaPath: '#/$defs/audience/pattern',
            keyword: 'pattern',
            params: { pattern: '^[!-#%-~]+$' },
            message: 'must match pattern "^[!-#%-~]+$"',
            schema: '^[!-#%-~]+$',
            parentSchema: schema44,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/' + i0,
          schemaPath: '#/$defs/audience/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema44.type,
          parentSchema: schema44,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
  } else {
    const err4 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'array' },
      message: 'must be array',
      schema: schema43.type,
      parentSchema: schema43,
      data,
    };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  validate24.errors = vErrors;
  return errors === 0;
}
validate24.evaluated = { items: true, dynamicProps: false, dynamicItems: false };
function validate23(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate23.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.issuer === void 0) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'issuer' },
        message: "must have required property 'issuer'",
        schema: schema40.required,
        parentSchema: schema40,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'issuer' || key0 === 'public' || key0 === 'audiences')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema40,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.issuer !== void 0) {
      let data0 = data.issuer;
      if (typeof data0 === 'string') {
        if (func2(data0) > 255) {
          const err2 = {
            instancePath: instancePath + '/issuer',
            schemaPath: '#/$defs/issuerName/maxLength',
            keyword: 'maxLength',
            params: { limit: 255 },
            message: 'must NOT have more than 255 characters',
            schema: 255,
            parentSchema: schema39,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (!pattern4.test(data0)) {
          const err3 = {
            instancePath: instancePath + '/issuer',
            schemaPath: '#/$defs/issuerName/pattern',
            keyword: 'pattern',
            params: { pattern: '^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$' },
            message: 'must match pattern "^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$"',
            schema: '^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$',
            parentSchema: schema39,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/issuer',
          schemaPath: '#/$defs/issuerName/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema39.type,
          parentSchema: schema39,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.public !== void 0) {
      let data1 = data.public;
      if (typeof data1 !== 'boolean') {
        const err5 = {
          instancePath: instancePath + '/public',
          schemaPath: '#/$defs/public/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema42.type,
          parentSchema: schema42,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.audiences !== void 0) {
      if (
        !validate24(data.audiences, {
          instancePath: instancePath + '/audiences',
          parentData: data,
          parentDataProperty: 'audiences',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err6 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema40.type,
      parentSchema: schema40,
      data,
    };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate23.errors = vErrors;
  return errors === 0;
}
validate23.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate22(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs0 = errors;
  let valid0 = true;
  const _errs1 = errors;
  if (typeof data !== 'string') {
    const err0 = {};
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  var _valid0 = _errs1 === errors;
  errors = _errs0;
  if (vErrors !== null) {
    if (_errs0) {
      vErrors.length = _errs0;
    } else {
      vErrors = null;
    }
  }
  let ifClause0;
  if (_valid0) {
    const _errs3 = errors;
    if (typeof data === 'string') {
      if (func2(data) > 255) {
        const err1 = {
          instancePath,
          schemaPath: '#/$defs/issuerName/maxLength',
          keyword: 'maxLength',
          params: { limit: 255 },
          message: 'must NOT have more than 255 characters',
          schema: 255,
          parentSchema: schema39,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
      if (!pattern4.test(data)) {
        const err2 = {
          instancePath,
          schemaPath: '#/$defs/issuerName/pattern',
          keyword: 'pattern',
          params: { pattern: '^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$' },
          message: 'must match pattern "^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$"',
          schema: '^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$',
          parentSchema: schema39,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    } else {
      const err3 = {
        instancePath,
        schemaPath: '#/$defs/issuerName/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
        schema: schema39.type,
        parentSchema: schema39,
        data,
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    var _valid0 = _errs3 === errors;
    valid0 = _valid0;
    ifClause0 = 'then';
  } else {
    const _errs6 = errors;
    if (!validate23(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
      vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
      errors = vErrors.length;
    }
    var _valid0 = _errs6 === errors;
    valid0 = _valid0;
    if (valid0) {
      var props0 = true;
    }
    ifClause0 = 'else';
  }
  if (!valid0) {
    const err4 = {
      instancePath,
      schemaPath: '#/if',
      keyword: 'if',
      params: { failingKeyword: ifClause0 },
      message: 'must match "' + ifClause0 + '" schema',
      schema: schema38.if,
      parentSchema: schema38,
      data,
    };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  validate22.errors = vErrors;
  evaluated0.props = props0;
  return errors === 0;
}
validate22.evaluated = { dynamicProps: true, dynamicItems: false };
function validate21(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    if (data.length < 1) {
      const err0 = {
        instancePath,
        schemaPath: '#/minItems',
        keyword: 'minItems',
        params: { limit: 1 },
        message: 'must NOT have fewer than 1 items',
        schema: 1,
        parentSchema: schema37,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      if (
        !validate22(data[i0], {
          instancePath: instancePath + '/' + i0,
          parentData: data,
          parentDataProperty: i0,
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err1 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'array' },
      message: 'must be array',
      schema: schema37.type,
      parentSchema: schema37,
      data,
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { items: true, dynamicProps: false, dynamicItems: false };
var schema45 = {
  $anchor: 'defaults',
  title: 'an object of defaults',
  type: 'object',
  additionalProperties: false,
  properties: {
    allow: {
      $ref: '#/$defs/allow',
      description:
        'The projects and groups that may assume a role that no entry of `roles` names. Nobody where the key is absent.',
      examples: [[], ['mygroup/myproject']],
    },
  },
  examples: [{ allow: [] }],
};
var schema46 = {
  $anchor: 'allow',
  title: 'a list of projects and groups',
  type: 'array',
  items: { $ref: '#/$defs/allowItem' },
  examples: [['mygroup/myproject']],
};
var schema47 = {
  $anchor: 'allowItem',
  title: 'a project path, or an object that names a project or a group',
  if: { type: 'string' },
  then: { $ref: '#/$defs/projectPath' },
  else: { $ref: '#/$defs/allowObject' },
  examples: ['mygroup/myproject'],
};
var schema48 = {
  $anchor: 'projectPath',
  title: 'a project path',
  type: 'string',
  maxLength: 1024,
  pattern: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$',
  examples: ['mygroup/myproject'],
};
var pattern7 = new RegExp('^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$', 'u');
var schema49 = {
  $anchor: 'allowObject',
  title: 'a project path, or an object that names a project or a group',
  type: 'object',
  additionalProperties: false,
  properties: {
    project: {
      $ref: '#/$defs/projectPath',
      description:
        'The literal path of one project, with all of its groups, in the case in which GitLab shows it.',
      examples: ['mygroup/myproject'],
    },
    group: {
      $ref: '#/$defs/groupPath',
      description: 'The literal path of a group. It stands for every project below it, in its subgroups too.',
      examples: ['platform'],
    },
    id: {
      $ref: '#/$defs/projectId',
      description:
        'The number of the project, which stays when its path moves to someone else. Projects only.',
      examples: [67890],
    },
    issuer: {
      $ref: '#/$defs/issuerName',
      description: 'The instance that holds it, one of `issuers`. The first of them where the key is absent.',
      examples: ['gitlab.example.com/gitlab'],
    },
    branches: {
      $ref: '#/$defs/refPatterns',
      description:
        'The branches that are allowed. Given alone it allows no tag; without `branches` and `tags` every ref is allowed.',
      examples: [['main', 'release/*']],
    },
    tags: {
      $ref: '#/$defs/refPatterns',
      description:
        'The tags that are allowed. Given alone it allows no branch; without `branches` and `tags` every ref is allowed.',
      examples: [['v*']],
    },
    subject: {
      $ref: '#/$defs/subjectShapes',
      description:
        "The components of the project's `sub` in their order, as its `ci_id_token_sub_claim_components` gives them; several lists while a project changes over. What is written new into a trust policy has these shapes. GitLab's default, `[project_path, ref_type, ref]`, where the key is absent.",
      examples: [[['project_id', 'ref_type', 'ref']]],
    },
  },
  if: { required: ['group'] },
  then: { properties: { project: false, id: false } },
  else: { required: ['project'] },
  examples: [{ project: 'mygroup/myproject', branches: ['main'] }],
};
var schema51 = {
  $anchor: 'groupPath',
  title: 'a group path',
  type: 'string',
  maxLength: 1024,
  pattern: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$',
  examples: ['mygroup/subgroup'],
};
var schema52 = {
  $anchor: 'projectId',
  title: 'a project id',
  type: 'integer',
  minimum: 1,
  maximum: 9007199254740991,
  examples: [67890],
};
var pattern9 = new RegExp('^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$', 'u');
var schema54 = {
  $anchor: 'refPatterns',
  title: 'a list of ref patterns',
  type: 'array',
  items: { $ref: '#/$defs/refPattern' },
  examples: [['main', 'release/*']],
};
var schema55 = {
  $anchor: 'refPattern',
  title: 'a ref pattern',
  type: 'string',
  maxLength: 1024,
  pattern: '^[^\\u0000-\\u0020\\u007f~^:\\\\\\[]+$',
  examples: ['release/*'],
};
var pattern11 = new RegExp('^[^\\u0000-\\u0020\\u007f~^:\\\\\\[]+$', 'u');
function validate33(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate33.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (typeof data0 === 'string') {
        if (func2(data0) > 1024) {
          const err0 = {
            instancePath: instancePath + '/' + i0,
            schemaPath: '#/$defs/refPattern/maxLength',
            keyword: 'maxLength',
            params: { limit: 1024 },
            message: 'must NOT have more than 1024 characters',
            schema: 1024,
            parentSchema: schema55,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err0];
          } else {
            vErrors.push(err0);
          }
          errors++;
        }
        if (!pattern11.test(data0)) {
          const err1 = {
            instancePath: instancePath + '/' + i0,
            schemaPath: '#/$defs/refPattern/pattern',
            keyword: 'pattern',
            params: { pattern: '^[^\\u0000-\\u0020\\u007f~^:\\\\\\[]+$' },
            message: 'must match pattern "^[^\\u0000-\\u0020\\u007f~^:\\\\\\[]+$"',
            schema: '^[^\\u0000-\\u0020\\u007f~^:\\\\\\[]+$',
            parentSchema: schema55,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/' + i0,
          schemaPath: '#/$defs/refPattern/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema55.type,
          parentSchema: schema55,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'array' },
      message: 'must be array',
      schema: schema54.type,
      parentSchema: schema54,
      data,
    };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate33.errors = vErrors;
  return errors === 0;
}
validate33.evaluated = { items: true, dynamicProps: false, dynamicItems: false };
var schema56 = {
  $anchor: 'subjectShapes',
  title: 'a list of one shape or more',
  type: 'array',
  minItems: 1,
  maxItems: 8,
  items: { $ref: '#/$defs/subjectShape' },
  examples: [[['project_path', 'ref_type', 'ref']]],
};
var schema57 = {
  $anchor: 'subjectShape',
  title: 'a list of components, each once',
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { $ref: '#/$defs/component' },
  examples: [['project_path', 'ref_type', 'ref']],
};
var schema58 = {
  $anchor: 'component',
  title: 'a component of a subject',
  enum: [
    'project_path',
    'project_id',
    'job_project_path',
    'job_project_id',
    'source_project_path',
    'source_project_id',
    'ref_type',
    'ref',
    'ref_protected',
    'environment_protected',
    'deployment_tier',
  ],
  examples: ['project_path'],
};
var func0 = require_equal().default;
function validate37(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate37.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    if (data.length < 1) {
      const err0 = {
        instancePath,
        schemaPath: '#/minItems',
        keyword: 'minItems',
        params: { limit: 1 },
        message: 'must NOT have fewer than 1 items',
        schema: 1,
        parentSchema: schema57,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      if (!(
        data0 === 'project_path' ||
        data0 === 'project_id' ||
        data0 === 'job_project_path' ||
        data0 === 'job_project_id' ||
        data0 === 'source_project_path' ||
        data0 === 'source_project_id' ||
        data0 === 'ref_type' ||
        data0 === 'ref' ||
        data0 === 'ref_protected' ||
        data0 === 'environment_protected' ||
        data0 === 'deployment_tier'
      )) {
        const err1 = {
          instancePath: instancePath + '/' + i0,
          schemaPath: '#/$defs/component/enum',
          keyword: 'enum',
          params: { allowedValues: schema58.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema58.enum,
          parentSchema: schema58,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    let i1 = data.length;
    let j0;
    if (i1 > 1) {
      outer0: for (; i1--;) {
        for (j0 = i1; j0--;) {
          if (func0(data[i1], data[j0])) {
            const err2 = {
              instancePath,
              schemaPath: '#/uniqueItems',
              keyword: 'uniqueItems',
              params: { i: i1, j: j0 },
              message: 'must NOT have duplicate items (items ## ' + j0 + ' and ' + i1 + ' are identical)',
              schema: true,
              parentSchema: schema57,
              data,
            };
            if (vErrors === null) {
              vErrors = [err2];
            } else {
              vErrors.push(err2);
            }
            errors++;
            break outer0;
          }
        }
      }
    }
  } else {
    const err3 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'array' },
      message: 'must be array',
      schema: schema57.type,
      parentSchema: schema57,
      data,
    };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate37.errors = vErrors;
  return errors === 0;
}
validate37.evaluated = { items: true, dynamicProps: false, dynamicItems: false };
function validate36(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate36.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    if (data.length > 8) {
      const err0 = {
        instancePath,
        schemaPath: '#/maxItems',
        keyword: 'maxItems',
        params: { limit: 8 },
        message: 'must NOT have more than 8 items',
        schema: 8,
        parentSchema: schema56,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.length < 1) {
      const err1 = {
        instancePath,
        schemaPath: '#/minItems',
        keyword: 'minItems',
        params: { limit: 1 },
        message: 'must NOT have fewer than 1 items',
        schema: 1,
        parentSchema: schema56,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      if (
        !validate37(data[i0], {
          instancePath: instancePath + '/' + i0,
          parentData: data,
          parentDataProperty: i0,
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err2 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'array' },
      message: 'must be array',
      schema: schema56.type,
      parentSchema: schema56,
      data,
    };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate36.errors = vErrors;
  return errors === 0;
}
validate36.evaluated = { items: true, dynamicProps: false, dynamicItems: false };
function validate32(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate32.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs1 = errors;
  let valid0 = true;
  const _errs2 = errors;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    let missing0;
    if (data.group === void 0 && (missing0 = 'group')) {
      const err0 = {};
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  }
  var _valid0 = _errs2 === errors;
  errors = _errs1;
  if (vErrors !== null) {
    if (_errs1) {
      vErrors.length = _errs1;
    } else {
      vErrors = null;
    }
  }
  let ifClause0;
  if (_valid0) {
    const _errs3 = errors;
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.project !== void 0) {
        const err1 = {
          instancePath: instancePath + '/project',
          schemaPath: '#/then/properties/project/false schema',
          keyword: 'false schema',
          params: {},
          message: 'boolean schema is false',
          schema: false,
          parentSchema: schema49.then.properties.project,
          data: data.project,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
      if (data.id !== void 0) {
        const err2 = {
          instancePath: instancePath + '/id',
          schemaPath: '#/then/properties/id/false schema',
          keyword: 'false schema',
          params: {},
          message: 'boolean schema is false',
          schema: false,
          parentSchema: schema49.then.properties.id,
          data: data.id,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    var _valid0 = _errs3 === errors;
    valid0 = _valid0;
    if (valid0) {
      var props0 = {};
      props0.project = true;
      props0.id = true;
    }
    ifClause0 = 'then';
  } else {
    const _errs4 = errors;
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.project === void 0) {
        const err3 = {
          instancePath,
          schemaPath: '#/else/required',
          keyword: 'required',
          params: { missingProperty: 'project' },
          message: "must have required property 'project'",
          schema: schema49.else.required,
          parentSchema: schema49.else,
          data,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    var _valid0 = _errs4 === errors;
    valid0 = _valid0;
    ifClause0 = 'else';
  }
  if (!valid0) {
    const err4 = {
      instancePath,
      schemaPath: '#/if',
      keyword: 'if',
      params: { failingKeyword: ifClause0 },
      message: 'must match "' + ifClause0 + '" schema',
      schema: schema49.if,
      parentSchema: schema49,
      data,
    };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(
        key0 === 'project' ||
        key0 === 'group' ||
        key0 === 'id' ||
        key0 === 'issuer' ||
        key0 === 'branches' ||
        key0 === 'tags' ||
        key0 === 'subject'
      )) {
        const err5 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema49,
          data,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.project !== void 0) {
      let data2 = data.project;
      if (typeof data2 === 'string') {
        if (func2(data2) > 1024) {
          const err6 = {
            instancePath: instancePath + '/project',
            schemaPath: '#/$defs/projectPath/maxLength',
            keyword: 'maxLength',
            params: { limit: 1024 },
            message: 'must NOT have more than 1024 characters',
            schema: 1024,
            parentSchema: schema48,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (!pattern7.test(data2)) {
          const err7 = {
            instancePath: instancePath + '/project',
            schemaPath: '#/$defs/projectPath/pattern',
            keyword: 'pattern',
            params: { pattern: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$' },
            message: 'must match pattern "^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$"',
            schema: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$',
            parentSchema: schema48,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = {
          instancePath: instancePath + '/project',
          schemaPath: '#/$defs/projectPath/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema48.type,
          parentSchema: schema48,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.group !== void 0) {
      let data3 = data.group;
      if (typeof data3 === 'string') {
        if (func2(data3) > 1024) {
          const err9 = {
            instancePath: instancePath + '/group',
            schemaPath: '#/$defs/groupPath/maxLength',
            keyword: 'maxLength',
            params: { limit: 1024 },
            message: 'must NOT have more than 1024 characters',
            schema: 1024,
            parentSchema: schema51,
            data: data3,
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
        if (!pattern9.test(data3)) {
          const err10 = {
            instancePath: instancePath + '/group',
            schemaPath: '#/$defs/groupPath/pattern',
            keyword: 'pattern',
            params: { pattern: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$' },
            message: 'must match pattern "^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$"',
            schema: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$',
            parentSchema: schema51,
            data: data3,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/group',
          schemaPath: '#/$defs/groupPath/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema51.type,
          parentSchema: schema51,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data4 = data.id;
      if (!(typeof data4 == 'number' && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
        const err12 = {
          instancePath: instancePath + '/id',
          schemaPath: '#/$defs/projectId/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema52.type,
          parentSchema: schema52,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
      if (typeof data4 == 'number' && isFinite(data4)) {
        if (data4 > 9007199254740991 || isNaN(data4)) {
          const err13 = {
            instancePath: instancePath + '/id',
            schemaPath: '#/$defs/projectId/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 9007199254740991 },
            message: 'must be <= 9007199254740991',
            schema: 9007199254740991,
            parentSchema: schema52,
            data: data4,
          };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        if (data4 < 1 || isNaN(data4)) {
          const err14 = {
            instancePath: instancePath + '/id',
            schemaPath: '#/$defs/projectId/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 1 },
            message: 'must be >= 1',
            schema: 1,
            parentSchema: schema52,
            data: data4,
          };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      }
    }
    if (data.issuer !== void 0) {
      let data5 = data.issuer;
      if (typeof data5 === 'string') {
        if (func2(data5) > 255) {
          const err15 = {
            instancePath: instancePath + '/issuer',
            schemaPath: '#/$defs/issuerName/maxLength',
            keyword: 'maxLength',
            params: { limit: 255 },
            message: 'must NOT have more than 255 characters',
            schema: 255,
            parentSchema: schema39,
            data: data5,
          };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        if (!pattern4.test(data5)) {
          const err16 = {
            instancePath: instancePath + '/issuer',
            schemaPath: '#/$defs/issuerName/pattern',
            keyword: 'pattern',
            params: { pattern: '^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$' },
            message: 'must match pattern "^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$"',
            schema: '^[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%-]+)*$',
            parentSchema: schema39,
            data: data5,
          };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      } else {
        const err17 = {
          instancePath: instancePath + '/issuer',
          schemaPath: '#/$defs/issuerName/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema39.type,
          parentSchema: schema39,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.branches !== void 0) {
      if (
        !validate33(data.branches, {
          instancePath: instancePath + '/branches',
          parentData: data,
          parentDataProperty: 'branches',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
        errors = vErrors.length;
      }
    }
    if (data.tags !== void 0) {
      if (
        !validate33(data.tags, {
          instancePath: instancePath + '/tags',
          parentData: data,
          parentDataProperty: 'tags',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
        errors = vErrors.length;
      }
    }
    if (data.subject !== void 0) {
      if (
        !validate36(data.subject, {
          instancePath: instancePath + '/subject',
          parentData: data,
          parentDataProperty: 'subject',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err18 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema49.type,
      parentSchema: schema49,
      data,
    };
    if (vErrors === null) {
      vErrors = [err18];
    } else {
      vErrors.push(err18);
    }
    errors++;
  }
  validate32.errors = vErrors;
  return errors === 0;
}
validate32.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate31(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate31.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  const _errs0 = errors;
  let valid0 = true;
  const _errs1 = errors;
  if (typeof data !== 'string') {
    const err0 = {};
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  var _valid0 = _errs1 === errors;
  errors = _errs0;
  if (vErrors !== null) {
    if (_errs0) {
      vErrors.length = _errs0;
    } else {
      vErrors = null;
    }
  }
  let ifClause0;
  if (_valid0) {
    const _errs3 = errors;
    if (typeof data === 'string') {
      if (func2(data) > 1024) {
        const err1 = {
          instancePath,
          schemaPath: '#/$defs/projectPath/maxLength',
          keyword: 'maxLength',
          params: { limit: 1024 },
          message: 'must NOT have more than 1024 characters',
          schema: 1024,
          parentSchema: schema48,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
      if (!pattern7.test(data)) {
        const err2 = {
          instancePath,
          schemaPath: '#/$defs/projectPath/pattern',
          keyword: 'pattern',
          params: { pattern: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$' },
          message: 'must match pattern "^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$"',
          schema: '^[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+$',
          parentSchema: schema48,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    } else {
      const err3 = {
        instancePath,
        schemaPath: '#/$defs/projectPath/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
        schema: schema48.type,
        parentSchema: schema48,
        data,
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    var _valid0 = _errs3 === errors;
    valid0 = _valid0;
    ifClause0 = 'then';
  } else {
    const _errs6 = errors;
    if (!validate32(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
      vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
      errors = vErrors.length;
    }
    var _valid0 = _errs6 === errors;
    valid0 = _valid0;
    if (valid0) {
      var props0 = true;
    }
    ifClause0 = 'else';
  }
  if (!valid0) {
    const err4 = {
      instancePath,
      schemaPath: '#/if',
      keyword: 'if',
      params: { failingKeyword: ifClause0 },
      message: 'must match "' + ifClause0 + '" schema',
      schema: schema47.if,
      parentSchema: schema47,
      data,
    };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  validate31.errors = vErrors;
  evaluated0.props = props0;
  return errors === 0;
}
validate31.evaluated = { dynamicProps: true, dynamicItems: false };
function validate30(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate30.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      if (
        !validate31(data[i0], {
          instancePath: instancePath + '/' + i0,
          parentData: data,
          parentDataProperty: i0,
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err0 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'array' },
      message: 'must be array',
      schema: schema46.type,
      parentSchema: schema46,
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  validate30.errors = vErrors;
  return errors === 0;
}
validate30.evaluated = { items: true, dynamicProps: false, dynamicItems: false };
function validate29(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate29.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'allow')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema45,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.allow !== void 0) {
      if (
        !validate30(data.allow, {
          instancePath: instancePath + '/allow',
          parentData: data,
          parentDataProperty: 'allow',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err1 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema45.type,
      parentSchema: schema45,
      data,
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate29.errors = vErrors;
  return errors === 0;
}
validate29.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
var schema60 = {
  $anchor: 'roles',
  title: 'a list of role entries',
  type: 'array',
  items: { $ref: '#/$defs/roleEntry' },
  examples: [[{ role: 'arn:aws:iam::111122223333:role/deploy-*', allow: ['mygroup/myproject'] }]],
};
var schema61 = {
  $anchor: 'roleEntry',
  title: 'a role entry',
  type: 'object',
  additionalProperties: false,
  required: ['role', 'allow'],
  properties: {
    role: {
      $ref: '#/$defs/roleArn',
      description:
        'The ARN of the role, with its path. `*` stands for any run of characters and `?` for one; upper and lower case differ.',
      examples: ['arn:aws:iam::111122223333:role/deploy-*'],
    },
    mode: {
      $ref: '#/$defs/mode',
      description: 'The mode for these roles. The `mode` of the whole configuration where the key is absent.',
      examples: ['enforce'],
    },
    allow: {
      $ref: '#/$defs/allow',
      description: 'The projects and groups that may assume these roles. An empty list allows nobody.',
      examples: [['mygroup/myproject']],
    },
    quarantine: {
      $ref: '#/$defs/quarantine',
      description:
        'What a quarantine does to these roles. The `quarantine` of the whole configuration where the key is absent.',
      examples: [{ level: 'isolate' }],
    },
  },
  examples: [{ role: 'arn:aws:iam::111122223333:role/deploy-*', allow: ['mygroup/myproject'] }],
};
var schema62 = {
  $anchor: 'roleArn',
  title: 'the ARN of an IAM role',
  type: 'string',
  maxLength: 1024,
  pattern:
    '^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$',
  examples: ['arn:aws:iam::111122223333:role/deploy-*'],
};
var pattern12 = new RegExp(
  '^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$',
  'u',
);
var schema64 = {
  $anchor: 'quarantine',
  title: 'an object that describes the quarantine',
  type: 'object',
  additionalProperties: false,
  properties: {
    level: {
      $ref: '#/$defs/quarantineLevel',
      description:
        "`isolate` takes GitLab's access out of the trust policy. `freeze` denies GitLab's sessions everything by a policy inside of the role, and `freeze-all` everybody's by `AWSDenyAll`; these two leave the trust policy as it is. `isolate` where the key is absent.",
      examples: ['isolate'],
    },
    revokeSessions: {
      $ref: '#/$defs/revokeSessions',
      description:
        "Whether GitLab's running sessions end as well, by a policy inside of the role. `false` where the key is absent.",
      examples: [true],
    },
    onRefusal: {
      $ref: '#/$defs/onRefusal',
      description:
        'What happens to a role whose trust policy should be changed and for which IAM refuses that: `freeze` and `freeze-all` as above, or `report`. `freeze` where the key is absent.',
      examples: ['freeze'],
    },
  },
  examples: [{ level: 'isolate' }],
};
var schema65 = {
  $anchor: 'quarantineLevel',
  title: 'a level of quarantine',
  enum: ['isolate', 'freeze', 'freeze-all'],
  examples: ['isolate'],
};
var schema66 = { $anchor: 'revokeSessions', title: 'a boolean', type: 'boolean', examples: [false] };
var schema67 = {
  $anchor: 'onRefusal',
  title: 'an answer to a refusal by IAM',
  enum: ['freeze', 'freeze-all', 'report'],
  examples: ['freeze'],
};
function validate47(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate47.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'level' || key0 === 'revokeSessions' || key0 === 'onRefusal')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema64,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.level !== void 0) {
      let data0 = data.level;
      if (!(data0 === 'isolate' || data0 === 'freeze' || data0 === 'freeze-all')) {
        const err1 = {
          instancePath: instancePath + '/level',
          schemaPath: '#/$defs/quarantineLevel/enum',
          keyword: 'enum',
          params: { allowedValues: schema65.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema65.enum,
          parentSchema: schema65,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.revokeSessions !== void 0) {
      let data1 = data.revokeSessions;
      if (typeof data1 !== 'boolean') {
        const err2 = {
          instancePath: instancePath + '/revokeSessions',
          schemaPath: '#/$defs/revokeSessions/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema66.type,
          parentSchema: schema66,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.onRefusal !== void 0) {
      let data2 = data.onRefusal;
      if (!(data2 === 'freeze' || data2 === 'freeze-all' || data2 === 'report')) {
        const err3 = {
          instancePath: instancePath + '/onRefusal',
          schemaPath: '#/$defs/onRefusal/enum',
          keyword: 'enum',
          params: { allowedValues: schema67.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema67.enum,
          parentSchema: schema67,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
  } else {
    const err4 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema64.type,
      parentSchema: schema64,
      data,
    };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  validate47.errors = vErrors;
  return errors === 0;
}
validate47.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate45(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate45.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.role === void 0) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'role' },
        message: "must have required property 'role'",
        schema: schema61.required,
        parentSchema: schema61,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.allow === void 0) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'allow' },
        message: "must have required property 'allow'",
        schema: schema61.required,
        parentSchema: schema61,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'role' || key0 === 'mode' || key0 === 'allow' || key0 === 'quarantine')) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema61,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.role !== void 0) {
      let data0 = data.role;
      if (typeof data0 === 'string') {
        if (func2(data0) > 1024) {
          const err3 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/$defs/roleArn/maxLength',
            keyword: 'maxLength',
            params: { limit: 1024 },
            message: 'must NOT have more than 1024 characters',
            schema: 1024,
            parentSchema: schema62,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (!pattern12.test(data0)) {
          const err4 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/$defs/roleArn/pattern',
            keyword: 'pattern',
            params: {
              pattern:
                '^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$',
            },
            message:
              'must match pattern "^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$"',
            schema:
              '^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$',
            parentSchema: schema62,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/role',
          schemaPath: '#/$defs/roleArn/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema62.type,
          parentSchema: schema62,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      let data1 = data.mode;
      if (!(data1 === 'dry-run' || data1 === 'enforce')) {
        const err6 = {
          instancePath: instancePath + '/mode',
          schemaPath: '#/$defs/mode/enum',
          keyword: 'enum',
          params: { allowedValues: schema34.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema34.enum,
          parentSchema: schema34,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.allow !== void 0) {
      if (
        !validate30(data.allow, {
          instancePath: instancePath + '/allow',
          parentData: data,
          parentDataProperty: 'allow',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
        errors = vErrors.length;
      }
    }
    if (data.quarantine !== void 0) {
      if (
        !validate47(data.quarantine, {
          instancePath: instancePath + '/quarantine',
          parentData: data,
          parentDataProperty: 'quarantine',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err7 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema61.type,
      parentSchema: schema61,
      data,
    };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate45.errors = vErrors;
  return errors === 0;
}
validate45.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate44(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate44.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      if (
        !validate45(data[i0], {
          instancePath: instancePath + '/' + i0,
          parentData: data,
          parentDataProperty: i0,
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err0 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'array' },
      message: 'must be array',
      schema: schema60.type,
      parentSchema: schema60,
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  validate44.errors = vErrors;
  return errors === 0;
}
validate44.evaluated = { items: true, dynamicProps: false, dynamicItems: false };
var schema69 = {
  $anchor: 'limits',
  title: 'an object of limits',
  type: 'object',
  additionalProperties: false,
  required: ['changesPerRole', 'changesPerAccount', 'shareOfRoles'],
  properties: {
    changesPerRole: {
      $ref: '#/$defs/rate',
      description:
        'The changes of one role. More mean that somebody, often Terraform, writes the old trust policy back.',
      examples: [{ max: 3, per: '1h' }],
    },
    changesPerAccount: {
      $ref: '#/$defs/rate',
      description: 'The changes of all roles of one account. More mean that the configuration may be wrong.',
      examples: [{ max: 20, per: '1h' }],
    },
    shareOfRoles: {
      $ref: '#/$defs/share',
      description:
        "The share of an account's roles that may be changed within the time of `changesPerAccount`, from ten roles up: of those that let GitLab in, once a sweep has counted them, else of all. It counts where the number of roles is known, which it is not in a file account.",
      examples: [0.1],
    },
  },
  examples: [
    { changesPerRole: { max: 3, per: '1h' }, changesPerAccount: { max: 20, per: '1h' }, shareOfRoles: 0.1 },
  ],
};
var schema73 = {
  $anchor: 'share',
  title: 'a share',
  type: 'number',
  exclusiveMinimum: 0,
  maximum: 1,
  examples: [0.1],
};
var schema70 = {
  $anchor: 'rate',
  title: 'an object that gives a number of changes and a time',
  type: 'object',
  additionalProperties: false,
  required: ['max', 'per'],
  properties: {
    max: { $ref: '#/$defs/count', description: 'How many changes there may be.', examples: [3] },
    per: {
      $ref: '#/$defs/duration',
      description: 'The time within which they are counted.',
      examples: ['1h'],
    },
  },
  examples: [{ max: 3, per: '1h' }],
};
var schema71 = {
  $anchor: 'count',
  title: 'a count',
  type: 'integer',
  minimum: 1,
  maximum: 1e6,
  examples: [3],
};
var schema72 = {
  $anchor: 'duration',
  title: 'a duration',
  type: 'string',
  pattern: '^[1-9][0-9]{0,3}[smhd]$',
  examples: ['1h', '30m'],
};
var pattern13 = new RegExp('^[1-9][0-9]{0,3}[smhd]$', 'u');
function validate53(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate53.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.max === void 0) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'max' },
        message: "must have required property 'max'",
        schema: schema70.required,
        parentSchema: schema70,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.per === void 0) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'per' },
        message: "must have required property 'per'",
        schema: schema70.required,
        parentSchema: schema70,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'max' || key0 === 'per')) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema70,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.max !== void 0) {
      let data0 = data.max;
      if (!(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
        const err3 = {
          instancePath: instancePath + '/max',
          schemaPath: '#/$defs/count/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema71.type,
          parentSchema: schema71,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (typeof data0 == 'number' && isFinite(data0)) {
        if (data0 > 1e6 || isNaN(data0)) {
          const err4 = {
            instancePath: instancePath + '/max',
            schemaPath: '#/$defs/count/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 1e6 },
            message: 'must be <= 1000000',
            schema: 1e6,
            parentSchema: schema71,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (data0 < 1 || isNaN(data0)) {
          const err5 = {
            instancePath: instancePath + '/max',
            schemaPath: '#/$defs/count/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 1 },
            message: 'must be >= 1',
            schema: 1,
            parentSchema: schema71,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      }
    }
    if (data.per !== void 0) {
      let data1 = data.per;
      if (typeof data1 === 'string') {
        if (!pattern13.test(data1)) {
          const err6 = {
            instancePath: instancePath + '/per',
            schemaPath: '#/$defs/duration/pattern',
            keyword: 'pattern',
            params: { pattern: '^[1-9][0-9]{0,3}[smhd]$' },
            message: 'must match pattern "^[1-9][0-9]{0,3}[smhd]$"',
            schema: '^[1-9][0-9]{0,3}[smhd]$',
            parentSchema: schema72,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/per',
          schemaPath: '#/$defs/duration/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema72.type,
          parentSchema: schema72,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema70.type,
      parentSchema: schema70,
      data,
    };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate53.errors = vErrors;
  return errors === 0;
}
validate53.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate52(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate52.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.changesPerRole === void 0) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'changesPerRole' },
        message: "must have required property 'changesPerRole'",
        schema: schema69.required,
        parentSchema: schema69,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.changesPerAccount === void 0) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'changesPerAccount' },
        message: "must have required property 'changesPerAccount'",
        schema: schema69.required,
        parentSchema: schema69,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.shareOfRoles === void 0) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'shareOfRoles' },
        message: "must have required property 'shareOfRoles'",
        schema: schema69.required,
        parentSchema: schema69,
        data,
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'changesPerRole' || key0 === 'changesPerAccount' || key0 === 'shareOfRoles')) {
        const err3 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema69,
          data,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.changesPerRole !== void 0) {
      if (
        !validate53(data.changesPerRole, {
          instancePath: instancePath + '/changesPerRole',
          parentData: data,
          parentDataProperty: 'changesPerRole',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.changesPerAccount !== void 0) {
      if (
        !validate53(data.changesPerAccount, {
          instancePath: instancePath + '/changesPerAccount',
          parentData: data,
          parentDataProperty: 'changesPerAccount',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
    if (data.shareOfRoles !== void 0) {
      let data2 = data.shareOfRoles;
      if (typeof data2 == 'number' && isFinite(data2)) {
        if (data2 > 1 || isNaN(data2)) {
          const err4 = {
            instancePath: instancePath + '/shareOfRoles',
            schemaPath: '#/$defs/share/maximum',
            keyword: 'maximum',
            params: { comparison: '<=', limit: 1 },
            message: 'must be <= 1',
            schema: 1,
            parentSchema: schema73,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (data2 <= 0 || isNaN(data2)) {
          const err5 = {
            instancePath: instancePath + '/shareOfRoles',
            schemaPath: '#/$defs/share/exclusiveMinimum',
            keyword: 'exclusiveMinimum',
            params: { comparison: '>', limit: 0 },
            message: 'must be > 0',
            schema: 0,
            parentSchema: schema73,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/shareOfRoles',
          schemaPath: '#/$defs/share/type',
          keyword: 'type',
          params: { type: 'number' },
          message: 'must be number',
          schema: schema73.type,
          parentSchema: schema73,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
  } else {
    const err7 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema69.type,
      parentSchema: schema69,
      data,
    };
    if (vErrors === null) {
      vErrors = [err7];
    } else {
      vErrors.push(err7);
    }
    errors++;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
validate52.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
var schema74 = {
  $anchor: 'exempt',
  title: 'a list of exemptions',
  type: 'array',
  items: { $ref: '#/$defs/exemption' },
  examples: [
    [{ role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access, SEC-12', until: '2027-03-31' }],
  ],
};
var schema75 = {
  $anchor: 'exemption',
  title: 'an exemption',
  type: 'object',
  additionalProperties: false,
  required: ['role', 'reason', 'until'],
  properties: {
    role: {
      $ref: '#/$defs/roleArn',
      description:
        'The ARN of the role, with its path. `*` stands for any run of characters and `?` for one; upper and lower case differ.',
      examples: ['arn:aws:iam::*:role/break-glass'],
    },
    reason: {
      $ref: '#/$defs/reason',
      description: 'Why the role is left alone, in words for whoever reads the report.',
      examples: ['on-call access, SEC-12'],
    },
    until: {
      $ref: '#/$defs/day',
      description: 'The last day on which the exemption counts, to the end of that day in UTC.',
      examples: ['2027-03-31'],
    },
  },
  examples: [
    { role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access, SEC-12', until: '2027-03-31' },
  ],
};
var schema77 = {
  $anchor: 'reason',
  title: 'a reason',
  type: 'string',
  maxLength: 1024,
  pattern: '\\S',
  examples: ['on-call access, SEC-12'],
};
var schema78 = { $anchor: 'day', title: 'a day', type: 'string', format: 'date', examples: ['2027-03-31'] };
var pattern15 = new RegExp('\\S', 'u');
var formats0 = (init_day(), __toCommonJS(day_exports)).FORMATS.date;
function validate58(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate58.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.role === void 0) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'role' },
        message: "must have required property 'role'",
        schema: schema75.required,
        parentSchema: schema75,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.reason === void 0) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'reason' },
        message: "must have required property 'reason'",
        schema: schema75.required,
        parentSchema: schema75,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.until === void 0) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'until' },
        message: "must have required property 'until'",
        schema: schema75.required,
        parentSchema: schema75,
        data,
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'role' || key0 === 'reason' || key0 === 'until')) {
        const err3 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema75,
          data,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.role !== void 0) {
      let data0 = data.role;
      if (typeof data0 === 'string') {
        if (func2(data0) > 1024) {
          const err4 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/$defs/roleArn/maxLength',
            keyword: 'maxLength',
            params: { limit: 1024 },
            message: 'must NOT have more than 1024 characters',
            schema: 1024,
            parentSchema: schema62,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (!pattern12.test(data0)) {
          const err5 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/$defs/roleArn/pattern',
            keyword: 'pattern',
            params: {
              pattern:
                '^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$',
            },
            message:
              'must match pattern "^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$"',
            schema:
              '^arn:(?:aws\\*?|aws-[a-z0-9*?-]+|\\*):iam::(?:[0-9?]{12}|[0-9?]*\\*[0-9*?]*):role/(?:[!-~]*/)?[A-Za-z0-9_+=,.@*?-]+$',
            parentSchema: schema62,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/role',
          schemaPath: '#/$defs/roleArn/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema62.type,
          parentSchema: schema62,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.reason !== void 0) {
      let data1 = data.reason;
      if (typeof data1 === 'string') {
        if (func2(data1) > 1024) {
          const err7 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/$defs/reason/maxLength',
            keyword: 'maxLength',
            params: { limit: 1024 },
            message: 'must NOT have more than 1024 characters',
            schema: 1024,
            parentSchema: schema77,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (!pattern15.test(data1)) {
          const err8 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/$defs/reason/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "\\S"',
            schema: '\\S',
            parentSchema: schema77,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/reason',
          schemaPath: '#/$defs/reason/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema77.type,
          parentSchema: schema77,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.until !== void 0) {
      let data2 = data.until;
      if (typeof data2 === 'string') {
        if (!formats0(data2)) {
          const err10 = {
            instancePath: instancePath + '/until',
            schemaPath: '#/$defs/day/format',
            keyword: 'format',
            params: { format: 'date' },
            message: 'must match format "date"',
            schema: 'date',
            parentSchema: schema78,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/until',
          schemaPath: '#/$defs/day/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema78.type,
          parentSchema: schema78,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
  } else {
    const err12 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema75.type,
      parentSchema: schema75,
      data,
    };
    if (vErrors === null) {
      vErrors = [err12];
    } else {
      vErrors.push(err12);
    }
    errors++;
  }
  validate58.errors = vErrors;
  return errors === 0;
}
validate58.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate57(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate57.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      if (
        !validate58(data[i0], {
          instancePath: instancePath + '/' + i0,
          parentData: data,
          parentDataProperty: i0,
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err0 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'array' },
      message: 'must be array',
      schema: schema74.type,
      parentSchema: schema74,
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  validate57.errors = vErrors;
  return errors === 0;
}
validate57.evaluated = { items: true, dynamicProps: false, dynamicItems: false };
function validate20(
  data,
  { instancePath = '', parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate20.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.version === void 0) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'version' },
        message: "must have required property 'version'",
        schema: schema31.required,
        parentSchema: schema31,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.mode === void 0) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'mode' },
        message: "must have required property 'mode'",
        schema: schema31.required,
        parentSchema: schema31,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.unlisted === void 0) {
      const err2 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'unlisted' },
        message: "must have required property 'unlisted'",
        schema: schema31.required,
        parentSchema: schema31,
        data,
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema31.properties, key0)) {
        const err3 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema31,
          data,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.$schema !== void 0) {
      let data0 = data.$schema;
      if (typeof data0 !== 'string') {
        const err4 = {
          instancePath: instancePath + '/$schema',
          schemaPath: '#/$defs/schemaAddress/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.version !== void 0) {
      let data1 = data.version;
      if (!(data1 === 1)) {
        const err5 = {
          instancePath: instancePath + '/version',
          schemaPath: '#/$defs/version/enum',
          keyword: 'enum',
          params: { allowedValues: schema33.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema33.enum,
          parentSchema: schema33,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.mode !== void 0) {
      let data2 = data.mode;
      if (!(data2 === 'dry-run' || data2 === 'enforce')) {
        const err6 = {
          instancePath: instancePath + '/mode',
          schemaPath: '#/$defs/mode/enum',
          keyword: 'enum',
          params: { allowedValues: schema34.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema34.enum,
          parentSchema: schema34,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.unlisted !== void 0) {
      let data3 = data.unlisted;
      if (!(data3 === 'quarantine' || data3 === 'report')) {
        const err7 = {
          instancePath: instancePath + '/unlisted',
          schemaPath: '#/$defs/unlisted/enum',
          keyword: 'enum',
          params: { allowedValues: schema35.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema35.enum,
          parentSchema: schema35,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.unfixable !== void 0) {
      let data4 = data.unfixable;
      if (!(data4 === 'quarantine' || data4 === 'report')) {
        const err8 = {
          instancePath: instancePath + '/unfixable',
          schemaPath: '#/$defs/unfixable/enum',
          keyword: 'enum',
          params: { allowedValues: schema36.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema36.enum,
          parentSchema: schema36,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.issuers !== void 0) {
      if (
        !validate21(data.issuers, {
          instancePath: instancePath + '/issuers',
          parentData: data,
          parentDataProperty: 'issuers',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
        errors = vErrors.length;
      }
    }
    if (data.defaults !== void 0) {
      if (
        !validate29(data.defaults, {
          instancePath: instancePath + '/defaults',
          parentData: data,
          parentDataProperty: 'defaults',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
        errors = vErrors.length;
      }
    }
    if (data.requireProjectId !== void 0) {
      let data7 = data.requireProjectId;
      if (typeof data7 !== 'boolean') {
        const err9 = {
          instancePath: instancePath + '/requireProjectId',
          schemaPath: '#/$defs/requireProjectId/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema59.type,
          parentSchema: schema59,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.roles !== void 0) {
      if (
        !validate44(data.roles, {
          instancePath: instancePath + '/roles',
          parentData: data,
          parentDataProperty: 'roles',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
        errors = vErrors.length;
      }
    }
    if (data.quarantine !== void 0) {
      if (
        !validate47(data.quarantine, {
          instancePath: instancePath + '/quarantine',
          parentData: data,
          parentDataProperty: 'quarantine',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
        errors = vErrors.length;
      }
    }
    if (data.undecided !== void 0) {
      let data10 = data.undecided;
      if (!(data10 === 'report' || data10 === 'isolate')) {
        const err10 = {
          instancePath: instancePath + '/undecided',
          schemaPath: '#/$defs/undecided/enum',
          keyword: 'enum',
          params: { allowedValues: schema68.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema68.enum,
          parentSchema: schema68,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.limits !== void 0) {
      if (
        !validate52(data.limits, {
          instancePath: instancePath + '/limits',
          parentData: data,
          parentDataProperty: 'limits',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
        errors = vErrors.length;
      }
    }
    if (data.exempt !== void 0) {
      if (
        !validate57(data.exempt, {
          instancePath: instancePath + '/exempt',
          parentData: data,
          parentDataProperty: 'exempt',
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err11 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema31.type,
      parentSchema: schema31,
      data,
    };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      vErrors.push(err11);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
export { stdin_default as default, validate };
