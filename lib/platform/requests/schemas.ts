import { z } from 'zod';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { isStorable } from '@/lib/core/storable-text';
import { ownRequestFilters, requestFilters } from './filters';

const search = z
  .string()
  .trim()
  .max(200, 'Look for at most 200 characters.')
  .refine(isStorable, 'Use letters and digits.')
  .optional()
  .meta({ description: 'A whole request id, or how a path begins, such as `/api/v1/sales`.' });
const paging = {
  /** A cursor of an earlier answer. */
  after: z.string().max(500).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
};

/** What a list shows, without its page: what an export has. */
export const requestFilter = z.object({ ...filterSchemas(requestFilters), search });
export const listRequestsInput = requestFilter.extend(paging);
export const ownRequestFilter = z.object({ ...filterSchemas(ownRequestFilters), search });
export const listOwnRequestsInput = ownRequestFilter.extend(paging);

export const requestInput = z.object({ id: z.coerce.number<number | string>().int().positive() });

/** As `X-Request-Id` has it. */
export const requestIdPattern = /^[\w-]{8,64}$/;
export const requestByIdInput = z.object({
  requestId: z.string().regex(requestIdPattern, 'Give a request id: 8 to 64 letters, digits, _ and -.'),
});
