'use server';

import { action } from '@/app/session/action';
import { type SellInput, sellInput } from '@/lib/domain/sales/sales/schemas';
import { sell } from '@/lib/domain/sales/sales/sell';

const run = action(sellInput, sell);

export async function sellAction(input: SellInput) {
  return run(input);
}
