/** An answer that is no success. Decide by `code`, in a contract without codes by `status`; the message is for a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    /** `limit_reached`, the Nettv calls' `error_code` such as `1016`; null where the answer has none. */
    readonly code: string | null,
    /** Quote it when you ask for help. */
    readonly requestId: string | null,
    /** The answer as it came. */
    readonly body: unknown,
  ) {
    super(wordsOf(body) ?? `The desk answered ${status}.`);
  }
}

const textIn = (body: unknown, ...names: string[]): string | null => {
  const found = names.map((name) => (body as Record<string, unknown> | null)?.[name]);
  return found.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
};

const wordsOf = (body: unknown) => textIn(body, 'title', 'message', 'error');

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** What a call answered. @throws ApiError for everything but a success */
export async function unwrap<Data>(answering: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answering;
  if (response.ok && data !== undefined) return data;
  const requestId = response.headers.get('x-request-id');
  throw new ApiError(response.status, textIn(error, 'code', 'error_code'), requestId, error ?? null);
}
