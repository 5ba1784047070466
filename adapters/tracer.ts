import { Tracer } from '@aws-lambda-powertools/tracer';

/**
 * Creates the tracer of the service, which `POWERTOOLS_SERVICE_NAME` may rename. It does nothing outside of Lambda, and
 * where the function is not traced.
 *
 * AWS: `docs.aws.amazon.com/lambda/latest/dg/services-xray.html`; the segment of the function itself takes no annotations.
 */
export function createTracer(): Tracer {
  return new Tracer({ serviceName: process.env['POWERTOOLS_SERVICE_NAME'] || 'trustwarden' });
}

/** Returns a function that traces work with a tracer. WHY: one part after the other, since the segment is one for all. */
export function traceWith(tracer: Tracer) {
  return async <T>(
    name: string,
    work: () => Promise<T>,
    annotations: (ended: T) => Readonly<Record<string, string>>,
  ): Promise<T> => {
    const parent = tracer.isTracingEnabled() ? tracer.getSegment() : undefined;
    const part = parent?.addNewSubsegment(name);
    if (parent === undefined || part === undefined) return work();
    tracer.setSegment(part);
    try {
      const ended = await work();
      for (const [key, value] of Object.entries(annotations(ended))) tracer.putAnnotation(key, value);
      return ended;
    } catch (error) {
      tracer.addErrorAsMetadata(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      part.close();
      tracer.setSegment(parent);
    }
  };
}
