import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { stubEnv } from '@/test/connect-email';
import { startSparrowFake } from '@/test/fakes/sparrow';
import { prepared } from '@/test/prepared';
import { sendSms } from './send-sms';

const sparrow = prepared(() => startSparrowFake({ token: 'sparrow-secret', from: 'Desk' }));
const message = { to: '9860848045', text: 'Your coupon code is 7K3Q.' };

beforeEach(() =>
  stubEnv({
    DATABASE_URL: 'postgres://localhost/none',
    SPARROW_TOKEN: 'sparrow-secret',
    SPARROW_FROM: 'Desk',
    SPARROW_BASE_URL: sparrow.url,
  }),
);
afterEach(() => {
  sparrow.clearFaults();
  vi.unstubAllEnvs();
  resetEnv();
});

describe('sendSms', () => {
  it('hands the message over', async () => {
    sparrow.messages.length = 0;
    expect(await sendSms(message)).toEqual({ kind: 'sent', providerId: null });
    expect(sparrow.messages).toEqual([{ ...message, from: 'Desk' }]);
  });

  it('keeps the token out of the URL', async () => {
    await sendSms(message);
    expect(sparrow.requests.at(-1)?.path).toBe('/v2/sms/');
  });

  it.each([
    [1000, 'request_invalid', true],
    [1007, 'receiver_invalid', false],
    [1008, 'sender_invalid', true],
    [1010, 'request_invalid', true],
    [1011, 'receiver_invalid', false],
  ])('takes %i as final', async (code, reason, alert) => {
    sparrow.refuse(code);
    expect(await sendSms(message)).toEqual({ kind: 'refused', reason, alert });
  });

  it.each([
    [1001, 'account_refused'],
    [1002, 'account_refused'],
    [1003, 'account_refused'],
    [1004, 'account_refused'],
    [1005, 'account_refused'],
    [1006, 'account_refused'],
    [1012, 'no_credit'],
    [1013, 'no_credit'],
  ])('alerts on %i and tries again', async (code, reason) => {
    sparrow.refuse(code);
    expect(await sendSms(message)).toEqual({ kind: 'retry', reason, alert: true });
  });

  it('tries again after a fault of the provider', async () => {
    sparrow.fault({ kind: 'answer', status: 502, body: '<html>Bad gateway</html>' });
    expect(await sendSms(message)).toEqual({ kind: 'retry', reason: 'provider_failed', alert: false });
    sparrow.fault({ kind: 'answer', status: 429 });
    expect(await sendSms(message)).toEqual({ kind: 'retry', reason: 'rate_limited', alert: false });
  });

  it('tries again when the connection is cut', async () => {
    sparrow.fault({ kind: 'cut-before' });
    expect(await sendSms(message)).toMatchObject({ kind: 'retry', reason: 'no_answer' });
    sparrow.fault({ kind: 'cut-after' });
    expect(await sendSms(message)).toMatchObject({ kind: 'retry', reason: 'no_answer' });
  });

  it('tries again when the process stops before the answer', async () => {
    sparrow.fault({ kind: 'hang' });
    const stopping = new AbortController();
    const outcome = sendSms(message, stopping.signal);
    await vi.waitFor(() => expect(sparrow.requests.at(-1)?.body).toContain('9860848045'), { timeout: 30_000 });
    stopping.abort();
    expect(await outcome).toMatchObject({ kind: 'retry', reason: 'no_answer' });
  });

  it.each([
    { kind: 'truncated' } as const,
    { kind: 'answer', status: 200, body: '<html>Welcome</html>' } as const,
    { kind: 'answer', status: 200, body: { count: 1 } } as const,
    { kind: 'answer', status: 200, body: null } as const,
    { kind: 'answer', status: 403, body: { response_code: 4711 } } as const,
    { kind: 'answer', status: 404, body: 'Not Found' } as const,
    { kind: 'answer', status: 403, body: { count: 1, response_code: 200 } } as const,
  ])('does not take an answer it cannot read for a success: %j', async (fault) => {
    sparrow.fault(fault);
    expect(await sendSms(message)).toEqual({ kind: 'retry', reason: 'answer_unreadable', alert: true });
  });

  it('reads the code, not the status: a refusal under 200 is one', async () => {
    sparrow.fault({
      kind: 'answer',
      status: 200,
      body: { count: 0, response_code: 1007, response: 'Invalid Receiver' },
    });
    expect(await sendSms(message)).toMatchObject({ kind: 'refused', reason: 'receiver_invalid' });
  });

  it.each(['SPARROW_TOKEN', 'SPARROW_FROM'])('sends nothing without %s', async (name) => {
    stubEnv({ [name]: '' });
    const before = sparrow.requests.length;
    expect(await sendSms(message)).toEqual({ kind: 'not_configured' });
    expect(sparrow.requests).toHaveLength(before);
  });
});
