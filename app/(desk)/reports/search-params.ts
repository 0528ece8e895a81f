import { createLoader, type inferParserType, parseAsStringLiteral } from 'nuqs/server';
import { reportGroups } from '@/lib/domain/sales/reports/filters';
import { periodParams, periodQuery } from '../statistics/search-params';

export const reportParams = { ...periodParams, by: parseAsStringLiteral(reportGroups).withDefault('day') };
type ReportParams = inferParserType<typeof reportParams>;

export const loadReport = createLoader(reportParams);

export const reportQuery = ({ by, ...period }: ReportParams) => ({ by, ...periodQuery(period) });
export type ReportQuery = ReturnType<typeof reportQuery>;
