import { z } from 'zod';
import { periodInput } from '@/lib/core/period';

export const reportGroups = ['day', 'seller', 'product', 'method', 'shift', 'integrator'] as const;
export type ReportGroup = (typeof reportGroups)[number];

export const reportSalesInput = z.object({ by: z.enum(reportGroups).default('day') }).and(periodInput);
