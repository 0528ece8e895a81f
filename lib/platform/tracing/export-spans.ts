import { logger } from '@/lib/core/logger';
import type { SpanAttributes, SpanKind } from '@/lib/core/tracing';

export type EndedSpan = {
  traceId: string;
  spanId: string;
  parentId: string | undefined;
  name: string;
  kind: SpanKind;
  began: bigint;
  ended: bigint;
  attributes: SpanAttributes;
  failed: boolean;
};

export type SpanExport = { keep: (span: EndedSpan) => void; close: () => Promise<void> };

type ExportOptions = {
  /** Of a collector, without `/v1/traces`. */
  endpoint: string;
  headers: Record<string, string>;
  resource: Record<string, string>;
  everyMs?: number;
};

const most = 4_096;
const atOnce = 512;
const answerLimitMs = 5_000;
const sayEveryMs = 60_000;
const kinds: Record<SpanKind, number> = { internal: 1, server: 2, client: 3, consumer: 5 };

/** Sends spans to a collector by OTLP (HTTP, JSON), some at a time. Nobody waits for it: what it does not take is dropped. */
export function exportSpans({ endpoint, headers, resource, everyMs = 2_000 }: ExportOptions): SpanExport {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  let waiting: EndedSpan[] = [];
  let dropped = 0;
  let saidAt = 0;
  let sending: Promise<void> = Promise.resolve();
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  function flush(): Promise<void> {
    const spans = waiting.splice(0, most);
    if (spans.length > 0) sending = sending.then(() => sendAll(spans));
    return sending;
  }

  async function sendAll(spans: EndedSpan[]): Promise<void> {
    for (let at = 0; at < spans.length; at += atOnce) {
      const some = spans.slice(at, at + atOnce);
      const reason = await send(some);
      if (reason) lose(some.length, reason);
    }
  }

  async function send(spans: EndedSpan[]): Promise<string | undefined> {
    try {
      const body = JSON.stringify(inOtlp(spans, resource));
      const signal = AbortSignal.timeout(answerLimitMs);
      const answer = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        signal,
      });
      await answer.body?.cancel();
      return answer.ok ? undefined : `status ${answer.status}`;
    } catch (error) {
      return error instanceof Error ? error.name : typeof error;
    }
  }

  function lose(spans: number, reason: string): void {
    dropped += spans;
    if (Date.now() - saidAt < sayEveryMs) return;
    saidAt = Date.now();
    logger.warn({ dropped, reason }, 'traces were not taken');
  }

  return {
    keep(span) {
      if (waiting.length < most) waiting.push(span);
      else lose(1, 'too many');
      if (waiting.length === atOnce) void flush();
    },
    async close() {
      clearInterval(timer);
      await flush();
      waiting = [];
    },
  };
}

function inOtlp(spans: EndedSpan[], resource: Record<string, string>) {
  const scope = { name: 'coupon-desk' };
  return {
    resourceSpans: [
      { resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope, spans: spans.map(spanInOtlp) }] },
    ],
  };
}

const spanInOtlp = ({ traceId, spanId, parentId, name, kind, began, ended, attributes, failed }: EndedSpan) => ({
  ...{ traceId, spanId, name, kind: kinds[kind], attributes: attributesOf(attributes) },
  ...(parentId ? { parentSpanId: parentId } : {}),
  ...{ startTimeUnixNano: String(began), endTimeUnixNano: String(ended), status: failed ? { code: 2 } : {} },
});

const attributesOf = (attributes: Record<string, string | number | undefined>) =>
  Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [{ key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } }];
  });
