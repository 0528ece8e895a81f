import fc from 'fast-check';
import { vi } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { resetSecurityEvents } from '@/lib/platform/security/record-event';
import { testSeed } from './random';

type Shared = { environmentAtStart?: NodeJS.ProcessEnv };

fc.configureGlobal({ seed: testSeed });

// What the file before has recorded within its last second is not written into a database of this one's, and nobody of it, of the same
// id as somebody of this one, uses up what one person can have recorded.
await resetSecurityEvents();

// Test files share a process one after the other: each begins with the environment and the clock that the first began with.
vi.useRealTimers();
vi.unstubAllGlobals();
vi.unstubAllEnvs();
const shared = globalThis as Shared;
shared.environmentAtStart ??= { ...process.env };
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, shared.environmentAtStart);
resetEnv();
resetKeyring();
