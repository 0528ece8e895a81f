import { headers } from 'next/headers';
import { env } from '@/lib/core/env';

/** Where the examples send their calls: the address that this page was asked under, unless one is set. */
export async function publicOrigin(): Promise<string> {
  const configured = env().PUBLIC_URL;
  if (configured) return configured.replace(/\/$/, '');
  const asked = await headers();
  const scheme = asked.get('x-forwarded-proto')?.split(',')[0] ?? 'http';
  return `${scheme}://${asked.get('host') ?? 'localhost:3000'}`;
}
