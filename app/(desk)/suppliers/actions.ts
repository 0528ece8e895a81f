'use server';

import { z } from 'zod';
import { action } from '@/app/session/action';
import { type SetMaintenanceInput, setMaintenanceInput } from '@/lib/supply/schemas';
import { setMaintenance } from '@/lib/supply/set-maintenance';
import { syncSupplier } from '@/lib/supply/sync-supplier';

const maintain = action(setMaintenanceInput, setMaintenance);
const sync = action(z.object({}), syncSupplier);

export async function setMaintenanceAction(input: SetMaintenanceInput) {
  return maintain(input);
}

export async function syncSupplierAction() {
  return sync({});
}
