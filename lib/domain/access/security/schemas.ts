import { z } from 'zod';
import { calendarDay } from '@/lib/core/calendar-day';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { isStorable } from '@/lib/core/storable-text';
import { securityFilters } from './filters';

const filterFields = {
  ...filterSchemas(securityFilters),
  /** An address, or how it begins. */
  address: z.string().trim().max(60).refine(isStorable).optional(),
  /** Whole days in the organization's time zone, both included. */
  from: calendarDay.optional(),
  to: calendarDay.optional(),
};

export const securityEventFilter = z.object(filterFields);
export type SecurityEventFilter = z.output<typeof securityEventFilter>;
export type SecurityEventFilterInput = z.input<typeof securityEventFilter>;

export const listSecurityEventsInput = z.object({
  ...filterFields,
  /** A cursor of an earlier answer. */
  after: z.string().max(1000).optional(),
});
export type ListSecurityEventsInput = z.input<typeof listSecurityEventsInput>;

export const acknowledgeAlertInput = z.object({ id: z.number().int().positive() });
