import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { shiftStates } from '@/lib/domain/sales/shifts/schemas';

/** The state of the list of shifts, kept in the URL. */
export const shiftsParams = { state: parseAsStringLiteral(shiftStates), after: parseAsString };
export type ShiftsParams = inferParserType<typeof shiftsParams>;

export const loadShiftsParams = createLoader(shiftsParams);

export const shiftFilterOf = ({ state }: ShiftsParams) => (state ? { state } : {});

export const shiftsInput = (params: ShiftsParams) => ({
  ...shiftFilterOf(params),
  ...(params.after ? { after: params.after } : {}),
});
