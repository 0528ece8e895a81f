import { describe, expect, it } from 'vitest';
import { decideBulkLookup, decideLookup } from './decide-lookup';

const token = 'TEST:0123456789abcdef';
const reference = 'a1b2-c3';
const found = {
  status: true,
  state: 'Success',
  original_status: 'Success',
  details: 'Transaction successful',
  reference,
  response_id: 176925,
  amount: 2000.0,
  refunded: false,
  refunded_amount: 0.0,
  refunds: [],
};
const notFound = {
  status: false,
  error_code: '002',
  message: 'The reference sent is not a valid reference.',
  error: 'invalid_reference',
  details: '',
  error_data: {},
  state: 'Error',
};
const failed = { ...found, state: 'Failed', original_status: 'Failed', details: 'Transaction failed' };

const answered = (status: number, body: unknown) =>
  ({ kind: 'answered', status, body: typeof body === 'string' ? body : JSON.stringify(body) }) as const;
const decide = (status: number, body: unknown) => decideLookup(answered(status, body), token, reference);

describe('a look-up', () => {
  it('finds a sale that was booked', () => {
    expect(decide(200, found)).toEqual({
      kind: 'succeeded',
      supplierSaleId: '176925',
      amountPaisa: 200_000,
      refundedPaisa: 0,
      words: 'Success · Transaction successful',
    });
  });

  it('says what was refunded', () => {
    const refund = { refunded: true, refunded_amount: 2000.0000001, details: 'Refunded' };
    expect(decide(200, { ...found, ...refund })).toMatchObject({ kind: 'succeeded', refundedPaisa: 200_000 });
  });

  it.each([
    ['Failed', 'state_failed'],
    ['Error', 'state_error'],
    ['Expired', 'state_expired'],
    ['Status Error', 'state_status_error'],
  ])('ends a sale in state %s', (state, code) => {
    const outcome = decide(200, { ...failed, state, original_status: state });
    expect(outcome).toMatchObject({ kind: 'failed', code: `khalti:${code}` });
  });

  it('names the error code of a sale that failed', () => {
    expect(decide(200, { ...failed, error_code: '4000' })).toMatchObject({ kind: 'failed', code: 'khalti:4000' });
  });

  it.each(['Queued', 'Processing', 'Timeout'])('stays with a sale in state %s', (state) => {
    expect(decide(200, { ...found, state, original_status: state })).toMatchObject({ kind: 'processing' });
  });

  it.each([400, 200])('reads under HTTP %i that the reference is not known', (status) => {
    expect(decide(status, notFound)).toMatchObject({ kind: 'invalid_reference' });
  });

  it('reads it when the code comes as a number', () => {
    expect(decide(400, { ...notFound, error_code: 2 })).toMatchObject({ kind: 'invalid_reference' });
  });

  it.each([
    ['a server error', 500, notFound, 'supplier_error'],
    ['an error of the look-up itself', 400, { ...notFound, error_code: '1010' }, 'refused'],
    ['an error code without our reference', 200, { status: false, state: 'Error', error_code: '1021' }, 'refused'],
    ['a doubtful code of the sale', 200, { ...failed, error_code: '1021' }, 'supplier_error'],
    ['no such page', 404, '{}', 'refused'],
    ['an HTML page', 200, '<html></html>', 'unreadable'],
    ['a state nobody knows', 200, { ...found, state: 'Odd' }, 'unknown_state'],
    ["somebody else's reference", 200, { ...failed, reference: 'x' }, 'unreadable'],
    ['a wrong type', 200, { ...failed, reference: 5 }, 'unreadable'],
  ])('learns nothing from %s', (_case, status, body, reason) => {
    expect(decide(status, body)).toMatchObject({ kind: 'unanswered', reason, contradiction: false });
  });

  it('raises an alert when the account is refused', () => {
    expect(decide(401, { ...notFound, error_code: '1002' })).toMatchObject({ kind: 'unanswered', alert: true });
  });

  it.each([
    ['success under Failed', { ...failed, details: 'received successfully' }],
    ['a sale that was a success before', { ...failed, original_status: 'Success' }],
    ['success under an invalid reference', { ...notFound, message: 'Completed' }],
  ])('leaves to a person: %s', (_case, body) => {
    expect(decide(200, body)).toMatchObject({ kind: 'unanswered', contradiction: true });
  });

  it.each(['unreachable', 'timed_out', 'cut', 'unreadable'] as const)(
    'learns nothing without an answer: %s',
    (reason) => {
      expect(decideLookup({ kind: 'unanswered', reason }, token, reference)).toMatchObject({
        kind: 'unanswered',
        reason,
      });
    },
  );
});

describe('a look-up of several', () => {
  const entry = (of: string, state: string, details = '') => ({
    status: true,
    state,
    details,
    reference: of,
    response_id: state === 'Error' ? 0 : 7,
    amount: state === 'Error' ? 0 : 149.5,
  });
  const invalid = 'Invalid reference obtained for account';
  const decideAll = (status: number, body: unknown, references: string[]) =>
    Object.fromEntries(decideBulkLookup(answered(status, body), token, references));

  it('has the outcome of each', () => {
    const detail = [
      entry('C', 'Processing'),
      entry('A', 'Success'),
      entry('B', 'Error', invalid),
      entry('D', 'Failed'),
    ];
    expect(decideAll(200, { status: true, message: 'Success', detail }, ['A', 'B', 'C', 'D'])).toMatchObject({
      A: { kind: 'succeeded', supplierSaleId: '7', amountPaisa: 14_950 },
      B: { kind: 'invalid_reference' },
      C: { kind: 'processing' },
      D: { kind: 'failed' },
    });
  });

  it('learns nothing of one that is left out, named twice or unreadable', () => {
    const detail = [entry('B', 'Failed'), entry('B', 'Success'), { ...entry('C', 'Failed'), state: 3 }, null, 'x'];
    const outcomes = decideAll(200, { status: true, message: 'Success', detail }, ['A', 'B', 'C']);
    expect(Object.values(outcomes).map((outcome) => outcome.kind)).toEqual(Array(3).fill('unanswered'));
  });

  it('leaves an invalid reference that has an id to a person', () => {
    const detail = [{ ...entry('A', 'Error', invalid), response_id: 9 }];
    expect(decideAll(200, { detail }, ['A'])).toMatchObject({ A: { kind: 'unanswered', contradiction: true } });
  });

  it.each([
    ['a refusal', 401, { ...notFound, error_code: '1002' }],
    ['an invalid reference for the whole', 400, notFound],
    ['a list that is none', 200, { status: true, detail: 'none' }],
    ['a server error', 503, {}],
    ['an HTML page', 200, '<html></html>'],
  ])('learns nothing of any from %s', (_case, status, body) => {
    const outcomes = decideAll(status, body, ['A', 'B']);
    expect(outcomes).toMatchObject({ A: { kind: 'unanswered' }, B: { kind: 'unanswered' } });
  });
});
