import { createLoader, type inferParserType, parseAsString } from 'nuqs/server';
import { shiftFilters } from '@/lib/domain/sales/shifts/filters';
import { filterParams, filtersInUse, given } from '../_fields/filter-params';

/** The state of the list of shifts, kept in the URL. */
export const shiftsParams = { ...filterParams(shiftFilters), after: parseAsString };
export type ShiftsParams = inferParserType<typeof shiftsParams>;

export const loadShiftsParams = createLoader(shiftsParams);

export const shiftFilterOf = (params: ShiftsParams) => filtersInUse(shiftFilters, params);

export const shiftsInput = (params: ShiftsParams) => ({ ...shiftFilterOf(params), ...given({ after: params.after }) });
