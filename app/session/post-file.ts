import { ReadError } from './desk-client';

/** Sends a CSV file as it is, without a form around it: the server reads it while it arrives. @throws ReadError */
export async function postFile<T>(address: string, file: Blob): Promise<T> {
  const response = await fetch(address, { method: 'POST', body: file, headers: { 'content-type': 'text/csv' } });
  if (response.ok) return (await response.json()) as T;
  const problem: { title?: string; errors?: Record<string, string[]> } = await response.json().catch(() => ({}));
  const { file: ofFile = [], ...others } = problem.errors ?? {};
  const refusals = [...ofFile, ...Object.entries(others).map(([name, words]) => `${name} ${words.join(', ')}`)];
  const words = refusals.length > 0 ? refusals.join('; ') : (problem.title ?? String(response.status));
  throw new ReadError(words, response.status, response.headers.get('x-request-id') ?? undefined);
}
