import { type ClientResponse, hc } from 'hono/client';
import type { DeskApp } from '@/lib/api/desk/router';

/** Typed calls of the desk's own reads: `read(deskClient.coupons.$get({ query }))`. */
export const deskClient = hc<DeskApp>('/api/desk');

/** A read that was refused or failed, in words for a person, with the request id to quote. */
export class ReadError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly requestId: string | undefined,
  ) {
    super(message);
  }
}

/** The answer's body. @throws ReadError on anything but success, a TypeError when there is no connection */
export async function read<T>(answer: Promise<ClientResponse<T>>): Promise<T> {
  const response = await answer;
  if (response.ok) return (await response.json()) as T;
  const problem: { title?: string } = await response.json().then(
    (body) => body as { title?: string },
    () => ({}),
  );
  const requestId = response.headers.get('x-request-id') ?? undefined;
  throw new ReadError(problem.title ?? `The desk answered with ${response.status}.`, response.status, requestId);
}
