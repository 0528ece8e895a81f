import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { stubEnv } from '@/test/connect-email';
import { startResendFake } from '@/test/fakes/resend';
import { prepared } from '@/test/prepared';
import { type EmailMessage, sendEmail } from './send-email';

const resend = prepared(() => startResendFake({ apiKey: 're_secret' }));
const message: EmailMessage = {
  to: 'buyer@example.com',
  subject: 'Purchase Confirmation',
  html: '<p>7K3Q</p>',
  text: '7K3Q',
  idempotencyKey: 'delivery-1',
};

beforeEach(() => {
  resend.emails.length = 0;
  stubEnv({
    DATABASE_URL: 'postgres://localhost/none',
    RESEND_API_KEY: 're_secret',
    EMAIL_FROM: 'Desk <desk@example.com>',
    RESEND_BASE_URL: resend.url,
  });
});
afterEach(() => {
  resend.clearFaults();
  vi.unstubAllEnvs();
  resetEnv();
});

let serial = 0;
const fresh = (changes: Partial<EmailMessage> = {}) => ({ ...message, idempotencyKey: `key-${++serial}`, ...changes });

describe('sendEmail', () => {
  it('hands the email over with its idempotency key', async () => {
    const email = fresh();
    const outcome = await sendEmail(email);
    const [taken] = resend.emails;
    expect(outcome).toEqual({ kind: 'sent', providerId: taken?.id });
    expect(taken).toMatchObject({ ...email, to: ['buyer@example.com'], from: 'Desk <desk@example.com>' });
  });

  it('sends once under one key, however often it is asked', async () => {
    const email = fresh();
    resend.fault({ kind: 'cut-after' });
    expect(await sendEmail(email)).toEqual({ kind: 'retry', reason: 'no_answer', alert: false });
    expect(await sendEmail(email)).toEqual({ kind: 'sent', providerId: resend.emails[0]?.id });
    expect(resend.emails).toHaveLength(1);
  });

  it('knows that the first one went out when the key was used with another text', async () => {
    const email = fresh();
    await sendEmail(email);
    expect(await sendEmail({ ...email, text: 'renamed' })).toEqual({ kind: 'sent', providerId: null });
    expect(resend.emails).toHaveLength(1);
  });

  it('takes an address that is none as final', async () => {
    expect(await sendEmail(fresh({ to: 'nobody' }))).toEqual({
      kind: 'refused',
      reason: 'receiver_invalid',
      alert: false,
    });
  });

  it.each([
    [401, 'missing_api_key', { kind: 'retry', reason: 'account_refused', alert: true }],
    [403, 'invalid_api_key', { kind: 'retry', reason: 'account_refused', alert: true }],
    [403, 'validation_error', { kind: 'retry', reason: 'account_refused', alert: true }],
    [404, 'not_found', { kind: 'retry', reason: 'answer_unreadable', alert: true }],
    [409, 'concurrent_idempotent_requests', { kind: 'retry', reason: 'no_answer', alert: false }],
    [422, 'invalid_from_address', { kind: 'refused', reason: 'sender_invalid', alert: true }],
    [429, 'rate_limit_exceeded', { kind: 'retry', reason: 'rate_limited', alert: false }],
    [429, 'daily_quota_exceeded', { kind: 'retry', reason: 'no_credit', alert: true }],
    [429, 'monthly_quota_exceeded', { kind: 'retry', reason: 'no_credit', alert: true }],
    [500, 'application_error', { kind: 'retry', reason: 'provider_failed', alert: false }],
  ])('reads %i %s', async (status, name, outcome) => {
    resend.refuse(status, name);
    expect(await sendEmail(fresh())).toEqual(outcome);
  });

  it.each([
    { kind: 'answer', status: 502, body: '<html>Bad gateway</html>' } as const,
    { kind: 'answer', status: 500, body: null } as const,
    { kind: 'answer', status: 500, body: { oops: true } } as const,
    { kind: 'answer', status: 200, body: {} } as const,
    { kind: 'truncated' } as const,
    { kind: 'cut-before' } as const,
  ])('tries again after %j', async (fault) => {
    resend.fault(fault);
    expect((await sendEmail(fresh())).kind).toBe('retry');
  });

  it('tries again when the process stops before the answer', async () => {
    resend.fault({ kind: 'hang' });
    const before = resend.requests.length;
    const stopping = new AbortController();
    const outcome = sendEmail(fresh(), stopping.signal);
    await vi.waitFor(() => expect(resend.requests.length).toBe(before + 1), { timeout: 30_000 });
    stopping.abort();
    expect(await outcome).toMatchObject({ kind: 'retry', reason: 'no_answer' });
  });

  it.each(['RESEND_API_KEY', 'EMAIL_FROM'])('sends nothing without %s', async (name) => {
    stubEnv({ [name]: '' });
    const before = resend.requests.length;
    expect(await sendEmail(fresh())).toEqual({ kind: 'not_configured' });
    expect(resend.requests).toHaveLength(before);
  });
});
