import type { ConfigurationDocument, GroupItem, ProjectItem } from '../../../config/document.ts';

/** Fails to compile when a key is added to the type and not here. */
type Complete<Shape> = { readonly [Key in keyof Required<Shape>]: NonNullable<Required<Shape>[Key]> };

const project: Complete<ProjectItem> = {
  project: 'mygroup/api',
  id: 67890,
  issuer: 'gitlab.com',
  branches: ['main', 'release/*'],
  tags: ['v*'],
  subject: [['project_path', 'ref_type', 'ref']],
};

const group: Complete<GroupItem> = {
  group: 'platform',
  issuer: 'gitlab.example.com/gitlab',
  branches: ['main'],
  tags: [],
  subject: [['project_path', 'ref_type', 'ref']],
};

/** A document with every key of the format. */
export const COMPLETE: Complete<ConfigurationDocument> = {
  $schema: './config.schema.json',
  version: 1,
  mode: 'dry-run',
  unlisted: 'quarantine',
  unfixable: 'report',
  issuers: [
    'gitlab.com',
    { issuer: 'gitlab.example.com/gitlab', public: true, audiences: ['https://gitlab.example.com'] },
  ],
  defaults: { allow: [] },
  requireProjectId: false,
  roles: [
    {
      role: 'arn:aws:iam::111122223333:role/deploy-*',
      mode: 'enforce',
      allow: ['mygroup/myproject', project, group],
      quarantine: { level: 'freeze', revokeSessions: false, onRefusal: 'freeze-all' },
    },
  ],
  quarantine: { level: 'isolate', revokeSessions: true, onRefusal: 'report' },
  undecided: 'isolate',
  limits: {
    changesPerRole: { max: 3, per: '1h' },
    changesPerAccount: { max: 20, per: '30m' },
    shareOfRoles: 0.1,
  },
  exempt: [{ role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access', until: '2027-03-31' }],
};
