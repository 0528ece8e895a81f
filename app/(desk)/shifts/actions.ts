'use server';

import { action } from '@/app/session/action';
import { approveShift } from '@/lib/domain/sales/shifts/approve-shift';
import { closeShift } from '@/lib/domain/sales/shifts/close-shift';
import { openShift } from '@/lib/domain/sales/shifts/open-shift';

export const approveShiftAction = action(approveShift);
export const closeShiftAction = action(closeShift);
export const openShiftAction = action(openShift);
