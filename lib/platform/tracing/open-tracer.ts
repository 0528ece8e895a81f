import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { OpenedSpan, SpanAttributes, StartedSpan, Tracer } from '@/lib/core/tracing';
import type { EndedSpan } from './export-spans';

type Place = { traceId: string; spanId: string; isKept: boolean };

/** A tracer that hands every ended span of a kept trace to `keep`. @param ratio of the traces that begin here, 0 to 1 */
export function openTracer(keep: (span: EndedSpan) => void, ratio: number): Tracer {
  const places = new AsyncLocalStorage<Place>();

  function start({ name, kind, attributes, parent }: StartedSpan): { place: Place; span: OpenedSpan } {
    const within = places.getStore();
    const above = within ?? readParent(parent);
    const place: Place = {
      traceId: above?.traceId ?? randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      // Who asks from outside does not decide what is kept.
      isKept: within ? within.isKept : Math.random() < ratio,
    };
    if (!place.isKept) return { place, span: { set() {}, end() {} } };
    const began = now();
    const collected: SpanAttributes = { ...attributes };
    const span: OpenedSpan = {
      set: (more) => void Object.assign(collected, more),
      end(error) {
        if (error !== undefined) collected['error.type'] = nameOf(error);
        const { traceId, spanId } = place;
        const failed = error !== undefined;
        keep({
          traceId,
          spanId,
          parentId: above?.spanId,
          name,
          kind,
          began,
          ended: now(),
          attributes: collected,
          failed,
        });
      },
    };
    return { place, span };
  }

  return {
    open({ onlyBelow, ...started }) {
      if (onlyBelow && !places.getStore()?.isKept) return undefined;
      const { place, span } = start(started);
      return place.isKept ? span : undefined;
    },
    run(started, work) {
      const { place, span } = start(started);
      return places.run(place, () => work(span));
    },
    headers() {
      const place = places.getStore();
      return place ? { traceparent: `00-${place.traceId}-${place.spanId}-0${place.isKept ? 1 : 0}` } : {};
    },
  };
}

/** W3C Trace Context. */
function readParent(header: string | undefined): Pick<Place, 'traceId' | 'spanId'> | undefined {
  const [, traceId = '', spanId = ''] = /^00-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(header ?? '') ?? [];
  return /[^0]/.test(traceId) && /[^0]/.test(spanId) ? { traceId, spanId } : undefined;
}

/** Nanoseconds since 1970. */
const now = () => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1_000)) * 1_000n;

/** Its message can hold values. */
const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);
