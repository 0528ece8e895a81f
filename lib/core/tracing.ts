export type SpanKind = 'internal' | 'server' | 'client' | 'consumer';

/** What a span can say. Names and numbers of ours: nothing of a request's contents has a place here. */
export type SpanAttributes = Partial<
  Record<
    | 'http.request.method'
    | 'http.route'
    | 'http.response.status_code'
    | 'db.system.name'
    | 'db.operation.name'
    | 'db.collection.name'
    | 'error.type'
    | 'coupon_desk.lane'
    | 'coupon_desk.permission'
    | 'coupon_desk.job'
    | 'coupon_desk.webhook_event'
    | 'coupon_desk.outcome',
    string | number
  >
>;

export type Span = { set: (attributes: SpanAttributes) => void };
export type OpenedSpan = Span & { end: (error?: unknown) => void };
export type StartedSpan = {
  name: string;
  kind: SpanKind;
  attributes?: SpanAttributes;
  /** The `traceparent` of who asked. */
  parent?: string | undefined;
};

export type Tracer = {
  /** Undefined where it is not part of a trace that is kept. */
  open: (span: StartedSpan & { onlyBelow?: boolean }) => OpenedSpan | undefined;
  run: <T>(span: StartedSpan, work: (span: OpenedSpan) => T) => T;
  /** The header that hands the trace on. */
  headers: () => Record<string, string>;
};

/** Next's bundle and the API lane load this module separately. */
const shared = globalThis as { couponDeskTracer?: Tracer | undefined };

/** Undefined unless traces are sent: then nothing of this costs anything. */
export const tracer = (): Tracer | undefined => shared.couponDeskTracer;

export function setTracer(next: Tracer | undefined): void {
  shared.couponDeskTracer = next;
}

const silent: Span = { set() {} };

/** Runs `work` as a span of the trace, where traces are sent. A throw is noted by the name of its error alone. */
export async function traced<T>(span: StartedSpan, work: (span: Span) => Promise<T>): Promise<T> {
  const used = tracer();
  if (!used) return work(silent);
  return used.run(span, async (opened) => {
    try {
      const result = await work(opened);
      opened.end();
      return result;
    } catch (error) {
      opened.end(error);
      throw error;
    }
  });
}
