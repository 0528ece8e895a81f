'use server';

import { action } from '@/app/session/action';
import { setMaintenance } from '@/lib/domain/sales/supply/set-maintenance';
import { syncSupplier } from '@/lib/domain/sales/supply/sync-supplier';

export const setMaintenanceAction = action(setMaintenance);
export const syncSupplierAction = action(syncSupplier);
