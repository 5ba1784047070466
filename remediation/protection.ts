import type { Selection } from './ports.ts';

/**
 * Paths of roles that belong to AWS.
 *
 * AWS: only its service may change a service-linked role (UpdateAssumeRolePolicy, UnmodifiableEntity); IAM
 * Identity Center writes its roles anew.
 */
const AWS_PATHS: readonly (readonly [path: string, whose: string])[] = [
  ['/aws-service-role/', 'a service-linked role'],
  ['/aws-reserved/sso.amazonaws.com/', 'a role of IAM Identity Center'],
];

/** Returns why a role may not be touched, where it may not. */
export function protectionOf(
  role: string,
  exemption: Selection['exemption'],
  ownRoles: readonly string[],
): string | undefined {
  if (ownRoles.includes(role)) return 'it is a role that Trustwarden itself runs under';
  const resource = role.slice(role.indexOf(':role/') + ':role'.length);
  const owned = AWS_PATHS.find(([path]) => resource.startsWith(path));
  if (owned !== undefined) return `it is ${owned[1]}`;
  if (exemption !== undefined) return `it is exempt until ${exemption.until}: ${exemption.reason}`;
  return undefined;
}
