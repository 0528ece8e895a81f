import { hostname } from 'node:os';
import { env } from '@/lib/core/env';
import { setTracer } from '@/lib/core/tracing';

let end: (() => Promise<void>) | undefined;

/** Sends this process' traces where OTEL_EXPORTER_OTLP_ENDPOINT is set; loads nothing otherwise. To be called before the pools are opened. */
export async function startTracing(): Promise<void> {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS,
    OTEL_SERVICE_NAME,
    OTEL_TRACES_SAMPLER_ARG,
  } = env();
  if (!endpoint || end) return;
  const [{ openTracer }, { exportSpans }] = await Promise.all([import('./open-tracer'), import('./export-spans')]);
  const resource = { 'service.name': OTEL_SERVICE_NAME, 'service.instance.id': `${hostname()}:${process.pid}` };
  const { keep, close } = exportSpans({ endpoint, headers: readHeaders(OTEL_EXPORTER_OTLP_HEADERS), resource });
  setTracer(openTracer(keep, OTEL_TRACES_SAMPLER_ARG));
  end = close;
}

/** Sends what waits. */
export async function stopTracing(): Promise<void> {
  setTracer(undefined);
  await end?.();
  end = undefined;
}

/** `name=value,name=value`, each encoded as in an address. */
function readHeaders(text = ''): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    }),
  );
}
