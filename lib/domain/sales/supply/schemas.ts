import { z } from 'zod';

export const setMaintenanceInput = z.object({ maintenance: z.boolean() });
export type SetMaintenanceInput = z.output<typeof setMaintenanceInput>;
