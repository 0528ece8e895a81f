'use server';

import { action } from '@/app/session/action';
import { findDamagedPin } from '@/lib/domain/sales/pins/find-damaged-pin';

export const findDamagedPinAction = action(findDamagedPin);
