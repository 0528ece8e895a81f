import { couponFields } from '@/lib/core/entities/coupon';
import { directories } from '@/lib/core/entities/directory';
import { apiName, type Fields } from '@/lib/core/entities/field';

const declared: Fields = Object.assign({}, couponFields, ...Object.values(directories).map(({ fields }) => fields));

/** The name in the API of a field of ours: `maxRedemptions` is `max_redemptions`. */
export const fieldName = (field: string): string => apiName(field, declared[field]);

/** `3-premium`: the number decides, the text is for people. */
export function publicId(id: number, text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return slug ? `${id}-${slug}` : String(id);
}

/** The leading number of `3`, `3-premium` or `3-anything.json`; null when it is not one of a row. */
export function readPublicId(segment: string): number | null {
  const id = Number(/^\d+(?=$|-|\.json$)/.exec(segment)?.[0] ?? Number.NaN);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}
