import { ACCOUNT, allow, ISSUER, providerArn, subject } from '../parts.ts';

/** Every branch and tag of the one project that the intent of these tests allows. */
export const OURS = 'project_path:a/b:*';
export const ON_MAIN = subject('a/b');
/** What an entry says that is for one branch alone. */
export const MAIN = { refs: { branches: ['main'], tags: [] } };

export const OTHERS = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' };
export const QUARANTINE = {
  Sid: 'TrustwardenQuarantine',
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole',
};

const GITHUB_ISSUER = 'token.actions.githubusercontent.com';
/** A statement that IAM refuses to store again, for an issuer that is none of GitLab's. */
export const GITHUB = allow(undefined, { Principal: { Federated: providerArn(GITHUB_ISSUER) } });

/** What IAM says to a statement for a shared issuer that does not look at the subject. */
export function refusalOf(statement: number, issuer: string = ISSUER): string {
  return `IAM refuses to store a trust policy in which statement ${statement} names ${issuer} without a condition on \`${issuer}:sub\`, add one`;
}

/** What IAM says to {@link GITHUB}. */
export function refusalOfGithub(statement: number): string {
  return refusalOf(statement, GITHUB_ISSUER);
}

/** Why a document cannot be proved to fit. */
export function tooLarge(size: number, quota: number): string {
  return `it would have ${size} characters and the account allows ${quota}`;
}

/** What every quarantine says that leaves sessions behind. */
export const CHAINED =
  'sessions of other roles that GitLab took over from here (role chaining) go on until they expire';

/** A budget with which nothing is searched for. */
export const NOTHING_TO_SPEND = { states: 0, transitions: 0 };
