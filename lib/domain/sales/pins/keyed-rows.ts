import { beginDigests } from '@/lib/domain/coupons/reading/rotate-digests';
import type { KeyedRows } from '@/lib/platform/keys/check-keys';
import { assertReadable } from './assert-readable';

/** What of the desk's rows depends on the keys: codes, and PINs and serials of sales. */
export const keyedRows: KeyedRows = { assertReadable, beginDigests };
