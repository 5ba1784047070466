import { afterAll } from '@jest/globals';
import { startAwsProxy, type AwsProxy } from './aws-proxy.ts';
import { deployInto, type DeployedAccount } from './deployed-account.ts';

/** A deployment that reaches the server that stands for AWS through a proxy. */
export interface Deployment {
  readonly proxy: AwsProxy;
  readonly account: DeployedAccount;
}

/**
 * Returns a function that deploys, and takes lines of the configuration beside mode and roles; what was deployed is
 * cleared away after the last test of the file.
 */
export function deployments(): (configuration?: string) => Promise<Deployment> {
  const made: Deployment[] = [];
  afterAll(async () => {
    for (const { proxy, account } of made) {
      await account.clean();
      await proxy.close();
    }
  }, 300_000);
  return async (configuration) => {
    const proxy = await startAwsProxy(process.env['AWS_ENDPOINT_URL'] ?? '');
    const deployment = { proxy, account: await deployInto(proxy.endpoint, configuration) };
    made.push(deployment);
    return deployment;
  };
}
