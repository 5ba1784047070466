/** The parts of AWS that are talked to. */
export type AwsService =
  'iam' | 'sts' | 'dynamodb' | 'sqs' | 'events' | 'ssm' | 's3' | 'cloudtrail' | 'other';

/** One request to AWS, as its protocol says what it is. */
export interface AwsCall {
  /** Counts from 1, in the order of arrival. */
  readonly number: number;
  readonly service: AwsService;
  readonly action: string;
  /** The role of a request to IAM. */
  readonly role: string | undefined;
  /** What the request asks, as text. */
  readonly body: string;
  /** The time at the proxy, in milliseconds. */
  readonly at: number;
}

/** What arrived over HTTP. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const SERVICES: ReadonlySet<string> = new Set([
  'iam',
  'sts',
  'dynamodb',
  'sqs',
  'events',
  'ssm',
  's3',
  'cloudtrail',
]);

/**
 * Reads a request as a call.
 *
 * AWS: the scope of a signature names the service. The query protocol (IAM, STS) has the action in the form, the JSON
 * protocols have it in the header `X-Amz-Target`; of S3 the method has to do.
 */
export function readCall(number: number, { method, headers, body }: HttpRequest): AwsCall {
  const scope = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(
    String(headers['authorization'] ?? ''),
  );
  const service = isService(scope?.[1]) ? scope[1] : 'other';
  const text = body.toString('utf8');
  const target = headers['x-amz-target'];
  const form = target === undefined && service !== 's3' ? new URLSearchParams(text) : undefined;
  return {
    number,
    service,
    action:
      typeof target === 'string'
        ? target.slice(target.lastIndexOf('.') + 1)
        : (form?.get('Action') ?? method),
    role: form?.get('RoleName') ?? undefined,
    body: text,
    at: Date.now(),
  };
}

/** Says what a call is, in a word: `iam:GetRole`. */
export function nameOfCall({ service, action }: Pick<AwsCall, 'service' | 'action'>): string {
  return `${service}:${action}`;
}

function isService(name: string | undefined): name is AwsService {
  return name !== undefined && SERVICES.has(name);
}
