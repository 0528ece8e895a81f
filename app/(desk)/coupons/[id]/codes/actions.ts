'use server';

import { action } from '@/app/session/action';
import { deleteCode, restoreCode } from '@/lib/domain/coupons/codes/delete-code';
import { findCode } from '@/lib/domain/coupons/codes/find-code';
import { revealCode } from '@/lib/domain/coupons/codes/reveal-code';

export const revealCodeAction = action(revealCode);
export const deleteCodeAction = action(deleteCode);
export const restoreCodeAction = action(restoreCode);

/** A code in clear goes into no address and no cache, so looking one up is an action too. */
export const findCodeAction = action(findCode);
