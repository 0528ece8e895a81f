import { createLoader, parseAsNumberLiteral } from 'nuqs/server';
import { periods, usualPeriod } from '@/lib/statistics/schemas';

export const periodParams = { days: parseAsNumberLiteral(periods).withDefault(usualPeriod) };

export const loadPeriod = createLoader(periodParams);
