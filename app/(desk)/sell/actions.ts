'use server';

import { action } from '@/app/session/action';
import { sell } from '@/lib/domain/sales/sales/sell';

export const sellAction = action(sell);
