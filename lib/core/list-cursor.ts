import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from './env';
import { Invalid } from './errors';

/** Where a page of a list begins: after the row with this sort value and id (before it, when `back`). */
export type ListPosition = {
  sort: string;
  /** The sort value as the database writes it, or null where the id alone sorts. */
  value: string | null;
  id: number;
  back: boolean;
  /** Number of the page that begins here, where it is known. */
  page: number;
};

const mark = (payload: string) =>
  createHmac('sha256', env().NEXTAUTH_SECRET).update(`cursor:${payload}`).digest().subarray(0, 12);

/** An opaque cursor. It is signed, so what comes back is a position that we gave out. */
export function writeCursor(position: ListPosition): string {
  const payload = JSON.stringify([position.sort, position.value, position.id, position.back ? 1 : 0, position.page]);
  return Buffer.concat([mark(payload), Buffer.from(payload)]).toString('base64url');
}

/** @throws Invalid (`after`) for anything but a cursor of a list with this sort */
export function readCursor(cursor: string, sort: string): ListPosition {
  const bytes = Buffer.from(cursor, 'base64url');
  const payload = bytes.subarray(12).toString();
  if (bytes.length > 12 && timingSafeEqual(bytes.subarray(0, 12), mark(payload))) {
    const [of, value, id, back, page] = JSON.parse(payload) as [string, string | null, number, 0 | 1, number];
    if (of === sort) return { sort, value, id, back: back === 1, page };
  }
  throw new Invalid({ after: ['is not a cursor of this list'] });
}
