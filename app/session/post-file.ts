import { ReadError } from './desk-client';

/** Sends a CSV file as it is, without a form around it: the server reads it while it arrives. @throws ReadError */
export const postFile = <T>(address: string, file: Blob): Promise<T> => post(address, file, 'text/csv');

/** The same of JSON, to an address that is not the client's. @throws ReadError */
export const postJson = <T>(address: string, value: unknown): Promise<T> =>
  post(address, JSON.stringify(value), 'application/json');

async function post<T>(address: string, body: Blob | string, type: string): Promise<T> {
  const response = await fetch(address, { method: 'POST', body, headers: { 'content-type': type } });
  if (response.ok) return (await response.json()) as T;
  const problem: { title?: string; errors?: Record<string, string[]> } = await response.json().catch(() => ({}));
  const { file: ofFile = [], ...others } = problem.errors ?? {};
  const refusals = [...ofFile, ...Object.entries(others).map(([name, words]) => `${name} ${words.join(', ')}`)];
  const words = refusals.length > 0 ? refusals.join('; ') : (problem.title ?? String(response.status));
  throw new ReadError(words, response.status, response.headers.get('x-request-id') ?? undefined);
}
