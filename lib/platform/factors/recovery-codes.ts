import { hash, randomInt } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { recoveryCodes } from '@/db/schema/factors';

export const recoveryCodeCount = 10;
/** 24 of 32 signs are 120 bits: nobody finds one by trying, so a plain digest is enough. */
const length = 24;
// Without I, L, O and U, which are read as something else.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`. */
function generateRecoveryCode(): string {
  const signs = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  return signs.replaceAll(/.{4}(?=.)/g, '$&-');
}

function digest(typed: string): Buffer {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return hash('sha256', plain, 'buffer');
}

/** Ten new codes in place of those of before. They are in the answer and nowhere else. */
export async function replaceRecoveryCodes(tx: Executor, userId: number, now: Date): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, generateRecoveryCode);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, digest: digest(code), createdAt: now })));
  return codes;
}

/** Uses a code up: true for one of the user's that was not used before. */
export async function takeRecoveryCode(db: Executor, userId: number, typed: string, now: Date): Promise<boolean> {
  const taken = await db
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.digest, digest(typed)), isNull(recoveryCodes.usedAt)))
    .returning({ id: recoveryCodes.id });
  return taken.length > 0;
}

export function countRecoveryCodes(db: Executor, userId: number): Promise<number> {
  return db.$count(recoveryCodes, and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
}
