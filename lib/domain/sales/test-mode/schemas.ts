import { z } from 'zod';
import { createIntegratorKeyInput, createPublishableKeyInput } from '@/lib/domain/access/integrators/schemas';

const id = z.number().int().positive();
const { scopes, keyName } = createIntegratorKeyInput.shape;

export const createTestKeyInput = z.object({ integratorId: id, scopes, keyName });

export const createPublishableTestKeyInput = createPublishableKeyInput.omit({
  requestsPerMinute: true,
  expiresAt: true,
});

export const listTestKeysInput = z.object({ integratorId: id });

export const revokeTestKeyInput = z.object({ integratorId: id, keyId: id });
