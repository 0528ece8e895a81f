import { z } from 'zod';
import type { Filters } from '@/lib/core/entities/filter';
import { filterSchemas } from '@/lib/core/entities/filter-schemas';
import { isStorable } from '@/lib/core/storable-text';

export const requestLanes = ['v1', 'management', 'nettv'] as const;
/** By its status: below 400, 4xx, 5xx. */
export const requestOutcomes = ['answered', 'refused', 'failed'] as const;

const shared = {
  outcome: { kind: 'choice', values: requestOutcomes },
  method: { kind: 'choice', values: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'], words: null },
  lane: { kind: 'choice', values: requestLanes },
} as const satisfies Filters;

/** What the list is narrowed by, in the order of its menus. */
export const requestFilters = {
  ...shared,
  integratorId: { kind: 'id' },
  keyId: { kind: 'id' },
} as const satisfies Filters;
/** Of one company's. */
export const ownRequestFilters = { ...shared, keyId: { kind: 'id' } } as const satisfies Filters;

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

export const listRequestsInput = z.object({ ...filterSchemas(requestFilters), search, ...paging });
export const listOwnRequestsInput = z.object({ ...filterSchemas(ownRequestFilters), search, ...paging });

export const requestInput = z.object({ id: z.coerce.number<number | string>().int().positive() });

/** As `X-Request-Id` has it. */
export const requestIdPattern = /^[\w-]{8,64}$/;
export const requestByIdInput = z.object({
  requestId: z.string().regex(requestIdPattern, 'Give a request id: 8 to 64 letters, digits, _ and -.'),
});
