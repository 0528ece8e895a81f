import { z } from 'zod';
import { periodInput } from '@/lib/core/period-input';
import { reportGroups } from './filters';

export const reportSalesInput = z.object({ by: z.enum(reportGroups).default('day') }).and(periodInput);
