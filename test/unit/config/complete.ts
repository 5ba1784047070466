import type { ConfigurationDocument, GroupItem, ProjectItem } from '../../../config/document.ts';

/** Fails to compile when a key is added to the type and not here. */
type Complete<Shape> = { readonly [Key in keyof Required<Shape>]: NonNullable<Required<Shape>[Key]> };

const project: Complete<ProjectItem> = {
  project: 'mygroup/api',
  id: 67890,
  issuer: 'gitlab.com',
  branches: ['main', 'release/*'],
  tags: ['v*'],
};

const group: Complete<GroupItem> = {
  group: 'platform',
  issuer: 'gitlab.example.com/gitlab',
  branches: ['main'],
  tags: [],
};

/** A document with every key of the format. */
export const COMPLETE: Complete<ConfigurationDocument> = {
  $schema: './config.schema.json',
  version: 1,
  mode: 'dry-run',
  unlisted: 'quarantine',
  issuers: ['gitlab.com', { issuer: 'gitlab.example.com/gitlab', public: true }],
  defaults: { allow: [] },
  roles: [
    {
      role: 'arn:aws:iam::111122223333:role/deploy-*',
      mode: 'enforce',
      allow: ['mygroup/myproject', project, group],
    },
  ],
  quarantine: { level: 'isolate' },
  undecided: 'report',
  exempt: [{ role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access', until: '2027-03-31' }],
};
