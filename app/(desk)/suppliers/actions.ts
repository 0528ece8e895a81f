'use server';

import { action } from '@/app/session/action';
import { sellRechargeCard } from '@/lib/domain/sales/supply/sell-recharge-card';
import { setMaintenance } from '@/lib/domain/sales/supply/set-maintenance';
import { syncSupplier } from '@/lib/domain/sales/supply/sync-supplier';

export const sellRechargeCardAction = action(sellRechargeCard);
export const setMaintenanceAction = action(setMaintenance);
export const syncSupplierAction = action(syncSupplier);
