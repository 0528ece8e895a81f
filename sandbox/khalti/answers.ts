import type { Books, SandboxSale } from './books';

/** The contract's bodies, to the letter. */
export type Answer = { status: number; json: Record<string, unknown> };

export const rupees = (paisa: number): number => Number(`${paisa}e-2`);

/** A refusal's HTTP status, message and error. */
const refusals: Record<string, readonly [number, string, string]> = {
  '002': [400, 'The reference sent is not a valid reference.', 'invalid_reference'],
  '1001': [401, 'Token not provided', 'token_not_provided'],
  '1002': [401, 'Invalid token', 'token_not_found'],
  '1009': [403, 'Permission denied', 'permission_denied'],
  '1010': [400, 'Validation error', 'invalid_parameters'],
  '1012': [400, 'Reference not provided', 'reference_not_provided'],
  '1013': [400, 'Request with duplicate reference id obtained', 'duplicate_request'],
  '1014': [400, 'Parse error', 'parse_error'],
  '1016': [400, 'Insufficient credits', 'insufficient_credits'],
  '1017': [500, 'Server error', 'server_error'],
  '1019': [400, 'Service under maintenance', 'maintenance'],
  '4000': [400, "Can't fulfill request", 'client_error'],
};

export function refusal(code: string, details: string | Record<string, string> = ''): Answer {
  const [status, message, error] = refusals[code] ?? [400, 'Error', 'error'];
  const error_data = typeof details === 'string' ? {} : details;
  return { status, json: { status: false, error_code: code, message, error, details, error_data, state: 'Error' } };
}

export function success(sale: SandboxSale, books: Books): Answer {
  const { pin, serial, id, amountPaisa } = sale;
  const message = `Your Pin number is '${pin}'`;
  return {
    status: 200,
    json: { status: true, state: 'Success', message, serial, pin, ...credits(books, amountPaisa), id },
  };
}

export function waiting(state: string, sale: SandboxSale, message = 'Your request is being processed'): Answer {
  return { status: 200, json: { status: true, state, message, id: sale.id } };
}

/** A payment says what it took itself, the balance what all of them did. */
export function credits(books: Books, consumedPaisa = books.consumedPaisa()) {
  return {
    credits_consumed: rupees(consumedPaisa),
    credits_available: rupees(books.availablePaisa()),
  };
}

const detailsOf = (state: string | null) =>
  state === 'Success'
    ? 'Transaction successful'
    : state === 'Failed'
      ? 'Transaction failed'
      : 'Transaction in progress';

export function statusOf(sale: SandboxSale | undefined): Answer {
  if (!sale?.state) return refusal('002');
  const { state, reference, id, amountPaisa, refundedPaisa = 0 } = sale;
  const found = { reference, response_id: id, amount: rupees(amountPaisa) };
  const refund = { refunded: refundedPaisa > 0, refunded_amount: rupees(refundedPaisa), refunds: [] };
  return {
    status: 200,
    json: { status: true, state, original_status: state, details: detailsOf(state), ...found, ...refund },
  };
}

export function bulkEntryOf(reference: string, sale: SandboxSale | undefined) {
  if (!sale?.state) {
    const details = 'Invalid reference obtained for account';
    return { status: true, state: 'Error', details, reference, response_id: 0, amount: 0 };
  }
  const { state, id, amountPaisa } = sale;
  return { status: true, state, details: detailsOf(state), reference, response_id: id, amount: rupees(amountPaisa) };
}
