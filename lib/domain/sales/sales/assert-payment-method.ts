import type { Executor } from '@/db/client';
import { isOwnMethod, type PaymentMethod } from '@/lib/core/entities/payment-method';
import { Invalid } from '@/lib/core/errors';
import { getSettings } from '@/lib/platform/settings/get-settings';

/** A method of one's own is one that the settings name, offered or not: a page from before a change says what happened. @throws Invalid */
export async function assertPaymentMethod(db: Executor, method: PaymentMethod | null): Promise<void> {
  if (method === null || !isOwnMethod(method)) return;
  const { paymentMethods } = await getSettings(db);
  if (!paymentMethods.some(({ key }) => key === method))
    throw new Invalid({ paymentMethod: ['Choose from the list.'] });
}
