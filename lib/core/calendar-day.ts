import { z } from 'zod';

/** A calendar day, `2026-12-31`. */
export const calendarDay = z.iso
  .date('must be a date, such as 2026-12-31')
  .refine((on) => on >= '1970-01-01', 'must be after 1969');
