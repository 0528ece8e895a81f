import { ReadError } from '@/app/session/desk-client';

/** Sends a POST, with JSON or a file, and saves the file it answers with. @throws ReadError when it is refused */
export async function saveDownload(address: string, body?: unknown): Promise<void> {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const sent = body instanceof Blob ? { body } : body === undefined ? {} : json;
  const response = await fetch(address, { method: 'POST', ...sent });
  if (!response.ok) {
    const problem: { title?: string } = await response.json().catch(() => ({}));
    const requestId = response.headers.get('x-request-id') ?? undefined;
    throw new ReadError(problem.title ?? String(response.status), response.status, requestId);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name ?? 'codes.csv' });
  link.click();
  URL.revokeObjectURL(url);
}
