/** What is wrong with each field, in the order of the request's fields. */
export type Details = Record<string, string>;

/** Code, error and text of every refusal of the contract, by our own name for it. */
const refusals = {
  token_not_provided: [401, '1001', 'Token not provided'],
  token_not_found: [401, '1002', 'Invalid token'],
  inactive_token: [401, '1004', 'Inactive token'],
  inactive_account: [401, '1006', 'Inactive account'],
  permission_denied: [403, '1009', 'Permission denied'],
  invalid_parameters: [400, '1010', 'Validation error'],
  reference_not_provided: [400, '1012', 'Reference not provided'],
  duplicate_request: [400, '1013', 'Request with duplicate reference id obtained'],
  parse_error: [400, '1014', 'Parse error'],
  insufficient_credits: [400, '1016', 'Insufficient credits'],
  server_error: [500, '1017', 'Server error'],
  // As for maintenance, nothing was accepted, and the same can be sent later.
  rate_limited: [429, '1019', 'Service under maintenance'],
  maintenance: [503, '1019', 'Service under maintenance'],
  client_error: [400, '4000', "Can't fulfill request"],
  invalid_reference: [400, '002', 'The reference sent is not a valid reference.'],
} as const;

export type RefusalName = keyof typeof refusals;
export const refusalNames = Object.keys(refusals) as [RefusalName, ...RefusalName[]];
/** The `error_code` of each, a text. */
export const refusalCodes = Object.values(refusals).map(([, code]) => code);

/** A refusal in the contract's shape. `details` are words for `client_error`, and fields for `invalid_parameters`. */
export class Refusal extends Error {
  constructor(
    readonly error: RefusalName,
    readonly details: Details | string = '',
    readonly headers: Record<string, string> = {},
  ) {
    super(error);
  }

  get status() {
    return refusals[this.error][0];
  }

  /** In the key order of the source. */
  get body() {
    const [, error_code, message] = refusals[this.error];
    const { error, details } = this;
    const error_data = typeof details === 'string' ? {} : details;
    return { status: false, error_code, message, error, details, error_data, state: 'Error' } as const;
  }
}
