import { publicUrl } from '@/lib/core/env';
import { routes } from '@/lib/core/routes';
import { readSignedToken, signToken } from '@/lib/platform/keys/signed-token';

/** A printed receipt: its number, which is on the paper, and which copy of it this is. */
export type PrintedCopy = { fiscalYear: number; number: number; copy: number };

const purpose = 'receipt link';

export const receiptToken = ({ fiscalYear, number, copy }: PrintedCopy): string =>
  signToken(purpose, `${fiscalYear}.${number}.${copy}`);

/** Says whether the receipt is genuine, to anyone who holds it. Null where the desk does not know its own address. */
export const receiptUrl = (printed: PrintedCopy): string | null => publicUrl(routes.receipt(receiptToken(printed)));

/** Null for a token that we did not sign. */
export function readReceiptToken(token: string): PrintedCopy | null {
  const [fiscalYear, number, copy] = readSignedToken(purpose, token)?.split('.').map(Number) ?? [];
  if (fiscalYear === undefined || number === undefined || copy === undefined) return null;
  return { fiscalYear, number, copy };
}
