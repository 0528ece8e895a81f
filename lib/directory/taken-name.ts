import { violatedConstraint } from '@/lib/database-errors';
import { Invalid } from '@/lib/errors';

/** Names are one of a kind among those that are not archived, without regard to case. */
export const nameTaken = 'has already been taken';

/** @throws Invalid when the index of names refused the write */
export function refuseTakenName(error: unknown): never {
  const constraint = violatedConstraint(error);
  if (constraint === 'user_groups_name_key' || constraint === 'tvod_prices_name_key') {
    throw new Invalid({ name: [nameTaken] });
  }
  throw error;
}
