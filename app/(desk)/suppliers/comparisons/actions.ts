'use server';

import { action } from '@/app/session/action';
import { closeDifference } from '@/lib/domain/sales/supply/close-difference';
import { askComparison } from '@/lib/domain/sales/supply/run-comparison';

export const askComparisonAction = action(askComparison);
export const closeDifferenceAction = action(closeDifference);
