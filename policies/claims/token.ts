/** Claims by their short name (`sub`, `aud`, `project_id`), each a string as STS sees it. */
export type Claims = Readonly<Record<string, string>>;

/** What a GitLab job presents to STS: an issuer and its claims. */
export interface Token {
  readonly issuer: string;
  readonly claims: Claims;
}
