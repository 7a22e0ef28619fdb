import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api';

/** Does work inside a span of the host application's tracer; without a tracer, OpenTelemetry does nothing. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return trace.getTracer('plumbline').startActiveSpan(name, { attributes }, async span => {
    try {
      return await work();
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
      throw error;
    } finally {
      span.end();
    }
  });
}
