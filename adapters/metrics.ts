import { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Creates the metrics of the namespace `Trustwarden`, by the service, which `POWERTOOLS_SERVICE_NAME` may rename.
 * They leave the function as lines of its log.
 *
 * AWS: `docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format.html`.
 */
export function createMetrics(): Metrics {
  const serviceName = process.env['POWERTOOLS_SERVICE_NAME'] || 'trustwarden';
  return new Metrics({ namespace: 'Trustwarden', serviceName });
}
