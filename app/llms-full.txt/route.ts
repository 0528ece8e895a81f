import { readGuides } from '@/lib/api/guides/read-guides';

/** All guides as they are written. */
export function GET(): Response {
  const text = readGuides()
    .map((guide) => guide.text)
    .join('\n');
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
