/** Khalti's own error codes in words. Sparrow uses some of the same numbers for other things. */
export const khaltiCodes = {
  '002': 'not a valid reference',
  '1001': 'token not provided',
  '1002': 'invalid token',
  '1003': 'deleted token',
  '1004': 'inactive token',
  '1005': 'account deleted',
  '1006': 'account inactive',
  '1007': 'account expired',
  '1008': 'the service is not enabled for this account',
  '1009': 'no permission',
  '1010': 'validation error',
  '1011': 'validation error',
  '1012': 'reference not provided',
  '1013': 'duplicate reference',
  '1014': 'parse error',
  '1015': 'parse error',
  '1016': 'insufficient credits',
  '1017': 'server error',
  '1018': 'error while using the service',
  '1019': 'maintenance',
  '1020': 'no card for the amount (out of stock)',
  '1021': 'error from the provider',
  '4000': "can't fulfil the request",
  '7000': 'unknown error',
} as const;

export type KhaltiCode = keyof typeof khaltiCodes;

/** Failures that have no error code: by state, or by HTTP status. */
const otherFailures = {
  state_failed: 'the transaction failed',
  state_error: 'the transaction ended in an error',
  state_expired: 'the transaction expired',
  state_status_error: 'the transaction ended in a status error',
  http_404: 'service not found',
} as const;

export type KhaltiFailureCode = KhaltiCode | keyof typeof otherFailures;

/** Codes after which the sale may still have been booked: 1013 by our own earlier try. Never a failure. */
export const holdCodes: ReadonlySet<KhaltiCode> = new Set(['1013', '1017', '1018', '1021', '7000']);

const accountCodes: readonly KhaltiCode[] = ['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008', '1009'];

/** Codes after which every further sale fails too, until an admin fixes the cause. */
export const alertCodes: ReadonlySet<KhaltiCode> = new Set([...accountCodes, '1016']);

/** Codes that end a payment for good. */
export const refusalCodes: ReadonlySet<KhaltiCode> = new Set([
  ...accountCodes,
  ...(['1010', '1011', '1012', '1014', '1015', '1016', '1019', '1020', '4000'] as const),
]);

const failedStates = new Map<string, keyof typeof otherFailures>([
  ['Failed', 'state_failed'],
  ['Error', 'state_error'],
  ['Expired', 'state_expired'],
  ['Status Error', 'state_status_error'],
]);

/** The failure that a state alone means, or undefined when the state is no failure. */
export function failureOfState(state: string | null): keyof typeof otherFailures | undefined {
  return state === null ? undefined : failedStates.get(state);
}

const waitingStates: ReadonlySet<string> = new Set(['Queued', 'Processing', 'Timeout']);

export function isWaitingState(state: string | null): boolean {
  return state !== null && waitingStates.has(state);
}

export function isKhaltiCode(code: string): code is KhaltiCode {
  return Object.hasOwn(khaltiCodes, code);
}

/** A failure in words, with what the supplier adds to it: `can't fulfil the request: Product Currently Unavailable`. */
export function describeFailure(code: KhaltiFailureCode, explanation = ''): string {
  const words = { ...khaltiCodes, ...otherFailures }[code];
  return explanation ? `${words}: ${explanation}` : words;
}
