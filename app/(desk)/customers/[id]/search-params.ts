import { createLoader, parseAsInteger, parseAsStringLiteral } from 'nuqs/server';
import { contactKinds, timelineLimits } from '@/lib/domain/sales/customers/customer-address';

const load = createLoader({ by: parseAsStringLiteral(contactKinds), shown: parseAsInteger });

/** Which contact of the sale, and how much of the timeline. */
export async function loadCustomerParams(params: Parameters<typeof load>[0]) {
  const { by, shown } = await load(params);
  return { by, shown: Math.min(Math.max(shown ?? 0, timelineLimits.first), timelineLimits.most) };
}
