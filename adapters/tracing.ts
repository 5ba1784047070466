/** Makes work and the calls of clients a part of the trace of the function. */
export interface Tracing {
  /** Does some work as a part of its own, which bears what is said of how it ended. */
  readonly trace: <T>(
    name: string,
    work: () => Promise<T>,
    annotations: (ended: T) => Readonly<Record<string, string>>,
  ) => Promise<T>;
  /** Returns a client of AWS whose calls are parts. */
  readonly traced: <T>(client: T) => T;
}

const NO_TRACING: Tracing = { trace: (_, work) => work(), traced: (client) => client };

/**
 * Returns the tracing of the function, where `POWERTOOLS_TRACE_ENABLED` says `true`.
 *
 * WHY: the tracer takes as long to load as all the rest, so it is loaded only where it is asked for.
 */
export async function tracingOf(environment: NodeJS.ProcessEnv): Promise<Tracing> {
  if (environment['POWERTOOLS_TRACE_ENABLED'] !== 'true') return NO_TRACING;
  const { createTracer, traceWith } = await import('./tracer.ts');
  const tracer = createTracer();
  return { trace: traceWith(tracer), traced: (client) => tracer.captureAWSv3Client(client) };
}
