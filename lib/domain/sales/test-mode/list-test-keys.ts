import { type IntegratorKeySummary, readIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { operation } from '@/lib/platform/context/operation';
import { listTestKeysInput } from './schemas';
import { findTestContext } from './test-context';

/** The keys of an integrator for test mode (never the keys themselves); null where there is no test mode. @throws Forbidden, Invalid */
export const listTestKeys = operation(
  'integrators.read',
  listTestKeysInput,
  async (ctx, { integratorId }): Promise<IntegratorKeySummary[] | null> => {
    const test = await findTestContext(ctx);
    if (!test) return null;
    const [integrator] = await readIntegrators(test, integratorId);
    return integrator?.keys ?? [];
  },
);
