import type { Respond } from './answering-server.ts';
import { arnOf } from './samples.ts';

const NAMESPACE = 'xmlns="https://iam.amazonaws.com/doc/2010-05-08/"';

/** A role as IAM would tell of it. */
export interface IamRole {
  readonly name: string;
  readonly policy: unknown;
}

/** Returns the body of an error of IAM. */
export function iamFailure(code: string, message: string): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return `<ErrorResponse ${NAMESPACE}>${error}</ErrorResponse>`;
}

/** Returns the body of an answer to GetRole. */
export function iamRole(fields: string): string {
  return `<GetRoleResponse ${NAMESPACE}><GetRoleResult><Role>${fields}</Role></GetRoleResult></GetRoleResponse>`;
}

/** Returns the members of a role in such an answer. */
export function iamRoleFields({ name, policy }: IamRole): string {
  const document = encodeURIComponent(JSON.stringify(policy));
  return `<Arn>${arnOf(name)}</Arn><RoleName>${name}</RoleName><RoleId>AROA${name.toUpperCase()}</RoleId><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument>`;
}

/** Returns the body of an answer to ListRoles, and where the next page begins, if there is one. */
export function iamRoles(roles: readonly IamRole[], marker?: string): string {
  const members = roles.map((role) => `<member>${iamRoleFields(role)}</member>`).join('');
  const end =
    marker === undefined
      ? '<IsTruncated>false</IsTruncated>'
      : `<IsTruncated>true</IsTruncated><Marker>${marker}</Marker>`;
  return `<ListRolesResponse ${NAMESPACE}><ListRolesResult><Roles>${members}</Roles>${end}</ListRolesResult></ListRolesResponse>`;
}

/** The environment in which the command finds credentials, and nothing of whoever runs the tests. */
export const testCredentials = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
};

/** What a stand-in for IAM and STS answers other than usual: by action, an error and its message. */
export type Faults = Readonly<Record<string, readonly [code: string, message: string]>>;

/** Returns what answers as IAM and STS do for some roles, which nothing changes. */
export function answerAsIam(roles: readonly IamRole[], faults: Faults = {}): Respond {
  const answers: Readonly<Record<string, (name: string | null) => string>> = {
    ListRoles: () => iamRoles(roles),
    GetRole: (name) => {
      const role = roles.find((each) => each.name === name);
      return role === undefined ? '' : iamRole(iamRoleFields(role));
    },
    GetAccountSummary: () =>
      `<GetAccountSummaryResponse ${NAMESPACE}><GetAccountSummaryResult><SummaryMap><entry><key>Roles</key><value>${roles.length}</value></entry></SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>`,
    GetCallerIdentity: () =>
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${CALLER}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  };
  return (response, _, body) => {
    const asked = new URLSearchParams(body);
    const action = asked.get('Action') ?? '';
    const fault = faults[action];
    const answer = answers[action]?.(asked.get('RoleName')) ?? '';
    const [status, text] =
      fault === undefined ? [answer === '' ? 404 : 200, answer] : [400, iamFailure(...fault)];
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(text === '' ? iamFailure('NoSuchEntity', 'there is none') : text);
  };
}

const CALLER = arnOf('caller');
