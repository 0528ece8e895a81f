'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { deleteCode, restoreCode } from '@/lib/domain/coupons/codes/delete-code';
import { findCode } from '@/lib/domain/coupons/codes/find-code';
import { revealCode } from '@/lib/domain/coupons/codes/reveal-code';
import { codeInput, findCodeInput } from '@/lib/domain/coupons/codes/schemas';

const reveal = action(codeInput, revealCode);
const remove = action(codeInput, deleteCode);
const restore = action(codeInput, restoreCode);
const find = action(findCodeInput, findCode);

export async function revealCodeAction(input: z.input<typeof codeInput>) {
  return reveal(input);
}

export async function deleteCodeAction(input: z.input<typeof codeInput>) {
  return remove(input);
}

export async function restoreCodeAction(input: z.input<typeof codeInput>) {
  return restore(input);
}

/** A code in clear goes into no address and no cache, so looking one up is an action too. */
export async function findCodeAction(input: z.input<typeof findCodeInput>) {
  return find(input);
}
