import { env } from '@/lib/core/env';

/** Who passkeys are made for: the host that people use, and the origin that a browser signs for. */
export type RelyingParty = { id: string; origin: string };

type ReadHeaders = { get(name: string): string | null };

/**
 * The configured public address, or the address of the request where none is configured. A request that names another host
 * gains nothing: a passkey signs for the host that it was made for alone.
 */
export function relyingParty(headers: ReadHeaders): RelyingParty {
  const { PUBLIC_URL } = env();
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? 'localhost';
  const url = URL.parse(PUBLIC_URL ?? `${headers.get('x-forwarded-proto') ?? 'http'}://${host}`);
  return { id: url?.hostname ?? 'localhost', origin: url?.origin ?? 'http://localhost' };
}

/** A browser makes passkeys on a page over https or of the machine itself, and for a name, not for an address. */
export function takesPasskeys({ id, origin }: RelyingParty): boolean {
  if (id === 'localhost' || id.endsWith('.localhost')) return true;
  return origin.startsWith('https://') && !/^[\d.]+$|^\[/.test(id);
}
