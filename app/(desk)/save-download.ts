import { ReadError } from '@/app/session/desk-client';
import { isAskedFor } from '@/app/session/second-person';
import { isProven } from '@/app/session/with-proof';

/** `asked`: a second person has to approve it first; `later`: it is made in the background. */
export type DownloadOutcome = 'saved' | 'asked' | 'later';

/**
 * Sends a POST, with JSON or a file, and saves the file it answers with.
 * @throws ReadError when it is refused
 */
export async function saveDownload(address: string, body?: unknown): Promise<DownloadOutcome> {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const sent = body instanceof Blob ? { body } : body === undefined ? {} : json;
  const response = await fetch(address, { method: 'POST', ...sent });
  if (!response.ok) {
    const problem: { title?: string; code?: string } = await response.json().catch(() => ({}));
    if (await isProven(problem.code ?? '')) return saveDownload(address, body);
    const { title: message = '', code, ...details } = problem;
    if (await isAskedFor({ ...(code ? { code } : {}), message, details })) return 'asked';
    const requestId = response.headers.get('x-request-id') ?? undefined;
    throw new ReadError(problem.title ?? String(response.status), response.status, requestId);
  }
  if (response.status === 202) return 'later';
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  saveFile(await response.blob(), name ?? 'codes.csv');
  return 'saved';
}

/** As a download of the browser. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
