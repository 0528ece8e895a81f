import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { nameWords } from './schemas';

/** @throws Invalid when the index of names refused the write */
export function refuseTakenName(error: unknown): never {
  const constraint = violatedConstraint(error);
  if (constraint === 'user_groups_name_key' || constraint === 'tvod_prices_name_key') {
    throw new Invalid({ name: [nameWords.taken] });
  }
  throw error;
}
