import { violatedConstraint } from '@/lib/core/database-errors';
import { Invalid } from '@/lib/core/errors';
import { isBuiltIn } from '@/lib/platform/context/roles';

/**
 * Runs the write of a role's name.
 * @throws Invalid (a name that is taken, in any case)
 */
export async function withFreeName<T>(name: string, write: () => Promise<T>): Promise<T> {
  const taken = () => new Invalid({ name: ['There is a role of this name already.'] });
  if (isBuiltIn(name.toLowerCase())) throw taken();
  try {
    return await write();
  } catch (error) {
    throw violatedConstraint(error) === 'roles_name_key' ? taken() : error;
  }
}
