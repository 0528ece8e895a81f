import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideLookup } from './decide-lookup';
import { decidePayment } from './decide-payment';

const token = 'TEST:5f1c9d2e7b';
const secret = fc.stringMatching(/^[A-Z2-9]{6,12}$/);
const states = ['Success', 'Failed', 'Error', 'Expired', 'Status Error', 'Queued', 'Processing', 'Timeout', 'success'];
const codes = ['002', '1001', '1009', '1010', '1013', '1016', '1017', '1018', '1019', '1020', '1021', '4000', '7000'];
const holds = ['1013', '1017', '1018', '1021', '7000'];
const texts = ['Validation error', 'received successfully', 'Transaction failed', '', 'not completed'];

const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);
const field = <T>(value: fc.Arbitrary<T>) =>
  fc.option(fc.oneof({ arbitrary: value, weight: 6 }, fc.jsonValue()), { nil: undefined });

const seldom = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 });

const likeAnAnswer = fc.record({
  status: field(fc.boolean()),
  state: field(anyOf(...states)),
  error_code: field(fc.oneof(anyOf(...codes), anyOf(...codes).map(Number))),
  message: field(anyOf(...texts)),
  details: field(fc.oneof(anyOf(...texts), fc.dictionary(fc.string(), fc.jsonValue()))),
  pin: seldom(field(secret)),
  serial: seldom(field(secret)),
  id: field(fc.integer()),
  reference: field(anyOf('ours', 'other')),
  original_status: field(anyOf(...states)),
});

const body = fc.oneof(
  { arbitrary: likeAnAnswer.map((answer) => JSON.stringify(answer)), weight: 5 },
  fc.tuple(likeAnAnswer, fc.nat(400)).map(([answer, length]) => JSON.stringify(answer).slice(0, length)),
  fc.json(),
  fc.string(),
);
const status = fc.oneof({ arbitrary: anyOf(200, 400, 404, 500), weight: 4 }, fc.integer({ min: 200, max: 599 }));

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const codeOf = (json: Record<string, unknown> | undefined) => String(json?.error_code ?? '').padStart(3, '0');

describe('whatever Khalti answers', () => {
  it('never sells without state Success and a PIN, and never fails what may have been booked', () => {
    fc.assert(
      fc.property(status, body, (http, text) => {
        const outcome = decidePayment({ kind: 'answered', status: http, body: text }, token);
        const json = parse(text);
        if (outcome.kind === 'succeeded' || outcome.kind === 'pin_missing') {
          expect([http, json?.state]).toEqual([200, 'Success']);
        }
        if (outcome.kind === 'succeeded') expect(outcome.pin).toBe(String(json?.pin).trim());
        if (outcome.kind === 'failed') {
          expect(http).toBeLessThan(500);
          expect(holds).not.toContain(codeOf(json));
          expect(['Success', 'Queued', 'Processing', 'Timeout']).not.toContain(json?.state);
          expect(json !== undefined || http === 404).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never shows a secret in its words', () => {
    fc.assert(
      fc.property(likeAnAnswer, secret, secret, status, (answer, pin, serial, http) => {
        const message = `${JSON.stringify(answer.message)} ${pin} (${serial}) at /?token=${encodeURIComponent(token)} ${token}`;
        const text = JSON.stringify({ ...answer, pin, serial, message, details: { [`x${pin}`]: [serial, { token }] } });
        const exchange = { kind: 'answered', status: http, body: text } as const;
        for (const outcome of [decidePayment(exchange, token), decideLookup(exchange, token, 'ours')]) {
          for (const one of [pin, serial, token, encodeURIComponent(token)]) expect(outcome.words).not.toContain(one);
          if (outcome.kind === 'failed') expect(outcome.reason).not.toContain(serial);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never ends a looked-up sale as failed on a doubtful answer', () => {
    fc.assert(
      fc.property(status, body, (http, text) => {
        const outcome = decideLookup({ kind: 'answered', status: http, body: text }, token, 'ours');
        const json = parse(text);
        if (outcome.kind === 'succeeded') expect(json?.state).toBe('Success');
        if (outcome.kind === 'failed') {
          expect(http).toBe(200);
          expect(['Failed', 'Error', 'Expired', 'Status Error']).toContain(json?.state);
          expect(json?.reference ?? 'ours').toBe('ours');
          expect(json?.original_status).not.toBe('Success');
          expect(holds).not.toContain(codeOf(json));
        }
        if (outcome.kind === 'invalid_reference') expect([200, 400]).toContain(http);
      }),
      { numRuns: 2_000 },
    );
  });
});
