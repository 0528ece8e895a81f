import { describe, expect, it } from 'vitest';
import { decidePayment } from './decide-payment';
import type { KhaltiFailureCode } from './error-codes';
import type { UnknownReason } from './outcomes';

const token = 'TEST:0123456789abcdef';

const success = {
  status: true,
  state: 'Success',
  message: "Your Pin number is 'c3'",
  serial: 'c3',
  pin: 'c3',
  credits_consumed: 2000.0,
  credits_available: 8000.0,
  id: 176925,
};

type Details = string | Record<string, unknown>;
const refusal = (error_code: string | number, message: string, error: string, details: Details = '') => ({
  status: false,
  error_code,
  message,
  error,
  details,
  error_data: typeof details === 'string' ? {} : details,
  state: 'Error',
});
const { pin: _pin, ...withoutPin } = success;

const decide = (status: number, body: unknown) =>
  decidePayment({ kind: 'answered', status, body: typeof body === 'string' ? body : JSON.stringify(body) }, token);

describe('a payment that succeeded', () => {
  it('has its PIN, and words without it', () => {
    const words = 'Success · Your Pin number is [removed]';
    expect(decide(200, success)).toEqual({
      kind: 'succeeded',
      pin: 'c3',
      serial: 'c3',
      supplierSaleId: '176925',
      costPaisa: 200_000,
      words,
    });
  });

  it('goes by its state, whatever its status says', () => {
    expect(decide(200, { ...success, status: false })).toMatchObject({ kind: 'succeeded' });
  });

  it.each([
    ['no pin', { ...withoutPin, serial: undefined, message: 'Success' }],
    ['an empty pin', { ...success, pin: '' }],
    ['a null pin', { ...success, pin: null }],
    ['a blank pin', { ...success, pin: '  ' }],
    ['a serial and a message only', withoutPin],
  ])('is pin_missing with %s', (_case, body) => {
    const outcome = decide(200, body);
    expect(outcome).toMatchObject({ kind: 'pin_missing', supplierSaleId: '176925' });
    expect(outcome.words).not.toContain('c3');
  });
});

describe('a payment that failed for good', () => {
  const invalidValue = refusal('1010', 'Validation error', 'invalid_parameters', {
    value: 'Invalid value for product',
  });
  const invalidAmount = refusal('1010', 'Validation error', 'invalid_parameters', { amount: 'enter valid amount ' });
  const unavailable = refusal('4000', "Can't fulfill request", 'client_error', 'Product Currently Unavailable');
  it.each<[KhaltiFailureCode, number, unknown, boolean, string]>([
    ['1010', 400, invalidValue, false, 'validation error: value: Invalid value for product'],
    ['1010', 400, invalidAmount, false, 'validation error: amount: enter valid amount'],
    ['4000', 400, unavailable, false, "can't fulfil the request: Product Currently Unavailable"],
    ['4000', 200, { ...unavailable, status: true }, false, "can't fulfil the request: Product Currently Unavailable"],
    ['1010', 400, { ...invalidAmount, error_code: 1010 }, false, 'validation error: amount: enter valid amount'],
    [
      '1011',
      400,
      refusal('1011', 'Validation error', 'invalid', { a: ['b', { c: 'd' }] }),
      false,
      'validation error: a: b, c: d',
    ],
    ['1012', 400, refusal('1012', 'Reference not provided', 'reference_not_provided'), false, 'reference not provided'],
    ['1014', 400, refusal('1014', 'Parse error', 'parse_error'), false, 'parse error'],
    ['1015', 400, refusal('1015', 'Parse error', 'parse_error'), false, 'parse error'],
    ['1016', 400, refusal('1016', 'Insufficient credits', 'insufficient_credits'), true, 'insufficient credits'],
    ['1019', 400, refusal('1019', 'Maintenance', 'maintenance'), false, 'maintenance'],
    ['1020', 400, refusal('1020', 'No card', 'no_card'), false, 'no card for the amount (out of stock)'],
    ['1001', 401, refusal('1001', 'Token not provided', 'token_not_provided'), true, 'token not provided'],
    ['1002', 401, refusal('1002', 'Invalid token', 'token_not_found'), true, 'invalid token'],
    ['1003', 401, refusal('1003', 'Deleted token', 'deleted_token'), true, 'deleted token'],
    ['1004', 401, refusal('1004', 'Inactive token', 'inactive_token'), true, 'inactive token'],
    ['1005', 401, refusal('1005', 'Account deleted', 'deleted_account'), true, 'account deleted'],
    ['1006', 401, refusal('1006', 'Account inactive', 'inactive_account'), true, 'account inactive'],
    ['1007', 401, refusal('1007', 'Account expired', 'expired_account'), true, 'account expired'],
    ['1008', 403, refusal('1008', 'Problem', 'service_problem'), true, 'the service is not enabled for this account'],
    ['1009', 403, refusal('1009', 'No permission', 'permission_denied'), true, 'no permission'],
    [
      'state_failed',
      200,
      { status: true, state: 'Failed', message: 'Transaction failed' },
      false,
      'the transaction failed',
    ],
    ['state_error', 200, { status: true, state: 'Error', message: 'x' }, false, 'the transaction ended in an error'],
    ['state_expired', 200, { status: true, state: 'Expired' }, false, 'the transaction expired'],
    [
      'state_status_error',
      200,
      { status: true, state: 'Status Error' },
      false,
      'the transaction ended in a status error',
    ],
    ['state_error', 400, refusal('1099', 'Something new', 'new'), false, 'the transaction ended in an error'],
    ['http_404', 404, '<h1>Not Found</h1>', false, 'service not found'],
    ['http_404', 404, '', false, 'service not found'],
    ['http_404', 404, { detail: 'Not found.' }, false, 'service not found'],
  ])('is %s under HTTP %i', (code, status, body, alert, reason) => {
    expect(decide(status, body)).toMatchObject({ kind: 'failed', code: `khalti:${code}`, alert, reason });
  });

  it('keeps what Khalti said', () => {
    expect(decide(400, unavailable).words).toBe("Error 4000 · Can't fulfill request · Product Currently Unavailable");
  });
});

describe('a payment of which nothing is sure', () => {
  const duplicate = refusal('1013', 'Request with duplicate reference id obtained', 'duplicate_request');
  it.each<[UnknownReason, number, unknown]>([
    ['processing', 200, { status: true, state: 'Queued', message: 'Queued', id: 1 }],
    ['processing', 200, { status: true, state: 'Processing', message: 'Request received successfully', id: 1 }],
    ['processing', 202, { status: true, state: 'Processing', message: 'wait', id: 1 }],
    ['processing', 200, { status: true, state: 'Timeout' }],
    ['processing', 400, { ...refusal('1010', 'Validation error', 'x'), state: 'Processing' }],
    ['unknown_state', 200, { ...success, state: 'Done' }],
    ['unknown_state', 200, { ...success, state: 'success' }],
    ['unknown_state', 200, { status: true, pin: 'c3' }],
    ['unknown_state', 200, {}],
    ['unknown_state', 400, { ...refusal('1010', 'Validation error', 'x'), state: undefined }],
    ['unknown_state', 400, { detail: 'JSON parse error' }],
    ['duplicate_reference', 400, duplicate],
    ['duplicate_reference', 200, { ...duplicate, status: true, error_code: 1013 }],
    ['duplicate_reference', 404, duplicate],
    ['supplier_error', 400, refusal('1017', 'Server error', 'server_error')],
    ['supplier_error', 400, refusal('1018', 'Error while using service', 'service_error')],
    ['supplier_error', 400, refusal('1021', 'Error from provider', 'provider_error')],
    ['supplier_error', 400, refusal('7000', 'Unknown error', 'unknown_error')],
    ['supplier_error', 500, refusal('1017', 'Server error', 'server_error')],
    ['supplier_error', 500, refusal('1010', 'Validation error', 'invalid_parameters')],
    ['supplier_error', 503, refusal('1019', 'Maintenance', 'maintenance')],
    ['supplier_error', 500, success],
    ['supplier_error', 502, '<html>Bad gateway</html>'],
    ['unexpected_status', 400, refusal('002', 'The reference sent is not a valid reference.', 'invalid_reference')],
    ['unexpected_status', 302, refusal('1010', 'Validation error', 'invalid_parameters')],
    ['unexpected_status', 201, success],
    ['unexpected_status', 429, { ...refusal('', 'Slow down', 'throttled'), error_code: undefined }],
    ['unreadable', 400, '<html>Bad request</html>'],
    ['unreadable', 200, '<html>Welcome</html>'],
    ['unreadable', 200, ''],
    ['unreadable', 200, JSON.stringify(success).slice(0, -2)],
    ['unreadable', 404, JSON.stringify(success).slice(0, -2)],
    ['unreadable', 200, '[]'],
    ['unreadable', 200, '"Success"'],
    ['unreadable', 200, 'null'],
    ['unreadable', 200, { ...success, state: ['Success'] }],
    ['unreadable', 200, { ...success, pin: 123456 }],
    ['unreadable', 200, { ...success, pin: ['c3'] }],
    ['unreadable', 200, { ...success, pin: 'a\u0000b' }],
    ['unreadable', 400, { ...refusal('1010', 'x', 'y'), error_code: { code: '1010' } }],
    ['unreadable', 400, { ...refusal('1010', 'x', 'y'), state: 7 }],
  ])('is unknown (%s) under HTTP %i', (reason, status, body) => {
    expect(decide(status, body)).toMatchObject({ kind: 'unknown', reason, contradiction: false });
  });

  it.each(['unreachable', 'timed_out', 'cut', 'unreadable'] as const)('is unknown without an answer: %s', (reason) => {
    expect(decidePayment({ kind: 'unanswered', reason }, token)).toMatchObject({ kind: 'unknown', reason, code: null });
  });

  it('keeps the code', () => {
    expect(decide(400, duplicate)).toMatchObject({ code: 'khalti:1013' });
  });

  it.each([
    ['success under Error', 400, refusal('4000', 'Request received successfully', 'client_error')],
    ['success in the details', 400, refusal('1010', 'Validation error', 'x', { value: ['received successfully'] })],
    ['success under Failed', 200, { status: true, state: 'Failed', message: 'received successfully' }],
    ['a pin under Failed', 200, { ...success, state: 'Failed', message: '' }],
    ['success under HTTP 400', 400, success],
    ['success under HTTP 404', 404, success],
    ['an error code under Success', 200, { ...success, error_code: '1016' }],
    ['failure under Success', 200, { ...success, message: 'Transaction failed' }],
  ])('is flagged for a person: %s', (_case, status, body) => {
    expect(decide(status, body)).toMatchObject({ kind: 'unknown', reason: 'contradiction', contradiction: true });
  });

  it('does not take a word inside the PIN for a contradiction', () => {
    const body = { ...success, pin: 'FAILED', serial: null, message: "Your Pin number is 'FAILED'" };
    expect(decide(200, body)).toMatchObject({ kind: 'succeeded', pin: 'FAILED' });
  });
});
