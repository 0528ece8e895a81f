import { z } from 'zod';

/** How many rows a page has, as the query of an address says it. */
export const pageLimit = z.coerce
  .number<number | string>()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .meta({ description: 'How many on a page.' });
