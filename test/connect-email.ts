import { vi } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import type { ResendFake } from './fakes/resend';

/** Emails go to that fake from here on; `vi.unstubAllEnvs` and `resetEnv` end it. */
export function connectEmail(resend: Pick<ResendFake, 'url'>): void {
  stubEnv({
    RESEND_API_KEY: 're_test',
    EMAIL_FROM: 'desk@example.com',
    RESEND_BASE_URL: resend.url,
    PUBLIC_URL: 'https://desk.example.com',
  });
}

/** Settings of the environment for one test. */
export function stubEnv(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  resetEnv();
}
