import { Invalid } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { findWeakness } from './password-strength';

/** @throws Invalid, at `field`: the password is easy to guess, for anyone or for those who know the person or the company */
export async function assertStrong(
  { db }: Pick<Context, 'db'>,
  field: string,
  password: string,
  person: { name: string; email: string },
): Promise<void> {
  const { companyName } = await getSettings(db);
  const weakness = await findWeakness(password, [person.name, person.email, companyName, 'Coupon Desk']);
  if (weakness !== null) throw new Invalid({ [field]: [weakness] });
}
