import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, refusal } from './answers';
import type { Fault } from './faults';

const defaultDelayMs = 3_000;

export const delayOf = (fault: Fault): number =>
  fault.delayMs ?? (fault.kind === 'delay' || fault.kind === 'delay-before-booking' ? defaultDelayMs : 0);

/** Sends the answer as the fault has it. A stopped sandbox (`signal`) sends nothing more. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  fault: Fault,
  signal: AbortSignal,
): Promise<void> {
  if (fault.kind === 'hang') return;
  const delayMs = fault.kind === 'delay-before-booking' ? 0 : delayOf(fault);
  if (delayMs > 0) await sleep(delayMs, undefined, { signal });
  if (fault.kind === 'cut-before-booking' || fault.kind === 'cut-after-booking') {
    response.destroy();
    return;
  }
  const { status, json } = distort(answer, fault);
  const text = JSON.stringify(json);
  const send = (body: string, type = 'application/json', headers = {}) =>
    response
      .writeHead(fault.status ?? (fault.kind === 'redirect' ? 307 : status), { 'content-type': type, ...headers })
      .end(body);
  switch (fault.kind) {
    case 'html':
      send(
        '<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>',
        'text/html',
      );
      return;
    case 'truncated-json':
      send(text.slice(0, Math.ceil(text.length / 2)));
      return;
    case 'oversized':
      send(`${text}${' '.repeat(2 * 1024 * 1024)}`);
      return;
    case 'redirect':
      send('{}', 'application/json', { location: response.req.url ?? '/' });
      return;
    case 'cut-mid-answer':
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
      return;
    default:
      send(text);
  }
}

function distort(answer: Answer, fault: Fault): Answer {
  const { status, json } = answer;
  switch (fault.kind) {
    case 'server-error':
      return refusal('1017');
    case 'refuse':
      return refusal(fault.code ?? '4000', fault.message ?? '');
    case 'duplicate-reference':
      return refusal('1013');
    case 'state': {
      const { id, response_id } = json;
      return { status: 200, json: { ...(response_id === undefined ? { id } : json), ...stateOf(fault) } };
    }
    case 'no-pin': {
      const { pin: _pin, serial: _serial, ...rest } = json;
      return { status, json: json.state === 'Success' ? { ...rest, message: 'Success' } : json };
    }
    case 'contradiction': {
      const words = fault.message ?? 'Request received successfully';
      if (json.response_id !== undefined) return { status, json: { ...json, state: 'Failed', details: words } };
      return { status: 400, json: { ...refusal('4000').json, message: words } };
    }
    case 'wrong-types':
      return {
        status,
        json: {
          ...json,
          status: 'true',
          state: [json.state],
          pin: { value: 1 },
          data: {},
          detail: 'none',
          credits_available: [],
        },
      };
    case 'float-noise':
      return { status, json: addNoise(json) };
    default:
      return answer;
  }
}

const stateOf = ({ state, message = 'Transaction state' }: Fault) => ({ status: true, state, message });

/** What sums of floats look like when Khalti sends them: 777099.369900001 */
function addNoise(json: Record<string, unknown>): Record<string, unknown> {
  const isAmount = (key: string) => key === 'amount' || key.startsWith('credits_');
  const noisy = (key: string, value: unknown) => (isAmount(key) && typeof value === 'number' ? value + 1e-7 : value);
  return JSON.parse(JSON.stringify(json, noisy)) as Record<string, unknown>;
}
