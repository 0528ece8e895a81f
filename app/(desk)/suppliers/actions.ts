'use server';

import { z } from 'zod';
import { action } from '@/app/session/action';
import { type SetMaintenanceInput, setMaintenanceInput } from '@/lib/domain/sales/supply/schemas';
import { setMaintenance } from '@/lib/domain/sales/supply/set-maintenance';
import { syncSupplier } from '@/lib/domain/sales/supply/sync-supplier';

const maintain = action(setMaintenanceInput, setMaintenance);
const sync = action(z.object({}), syncSupplier);

export async function setMaintenanceAction(input: SetMaintenanceInput) {
  return maintain(input);
}

export async function syncSupplierAction() {
  return sync({});
}
