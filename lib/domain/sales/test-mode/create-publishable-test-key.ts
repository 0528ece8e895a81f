import { makePublishableKey, type PublishableKey } from '@/lib/domain/access/integrators/create-publishable-key';
import { originsOf } from '@/lib/domain/access/integrators/origins';
import { operation } from '@/lib/platform/context/operation';
import { publishableScope } from '@/lib/platform/context/scopes';
import { makeInTestMode } from './make-in-test-mode';
import { createPublishableTestKeyInput } from './schemas';

/** Makes a publishable key of an integrator for test mode. @throws NeedsProof, Forbidden, Invalid, NotFound, Conflict `test_mode_off` */
export const createPublishableTestKey = operation(
  'integrators.write',
  createPublishableTestKeyInput,
  (ctx, input): Promise<PublishableKey> => {
    const { integratorId, keyName, origins } = input;
    const asked = { integratorId, keyName, scopes: [publishableScope], origins: originsOf(origins) };
    // A clock that is moved by years ends no key.
    const whole = { ...input, requestsPerMinute: null, expiresAt: null };
    return makeInTestMode(ctx, asked, (tx) => makePublishableKey(tx, whole, 'test'));
  },
  { freshProof: true },
);
