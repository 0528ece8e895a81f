import { z } from 'zod';
import { fourEyesForm } from '@/lib/platform/approvals/schemas';

/** A switch for each amount; what is switched off has none. */
export const fourEyesSchema = fourEyesForm.extend({
  credit: z.boolean(),
  exports: z.boolean(),
  coupons: z.boolean(),
  voids: z.boolean(),
});
