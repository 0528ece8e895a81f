import { hash } from 'node:crypto';
import { env } from '@/lib/core/env';

/**
 * A key of test mode, which everybody can read here: what it encrypts is worth nothing. Every host has the same without being given
 * any, and no process of test mode has one of the live database.
 */
const publicKey = (purpose: string) => hash('sha256', `coupon-desk test mode ${purpose}`, 'base64');

/** What the desk itself is connected to, and keeps. None of it is test mode's. */
const takenAway = [
  ...[
    'TEST_MODE_DATABASE_URL',
    'TEST_MODE_DATABASE_SOCKET',
    'TEST_MODE_MIGRATION_DATABASE_URL',
    'MIGRATION_DATABASE_URL',
    'DATABASE_POOLER',
    'DATABASE_DIRECT_URL',
  ],
  ...['SEALING_KEY', 'DIGEST_KEY', 'KEY_FILE', 'AUDIT_HEAD_FILE', 'METRICS_PORT', 'PAGES_URL', 'PAGES_SOCKET'],
  ...['KHALTI_BASE_URL', 'KHALTI_TOKEN', 'SPARROW_TOKEN', 'SPARROW_FROM', 'SPARROW_BASE_URL', 'OIDC_PROVIDERS'],
  ...['RESEND_API_KEY', 'RESEND_BASE_URL', 'RESEND_WEBHOOK_SECRET', 'EMAIL_FROM', 'PUBLIC_URL'],
];

/** The variables of a process over the test database, next to those of the process that starts it. Null where there is none. */
export function testModeEnvironment(): Record<string, string> | null {
  const { TEST_MODE_DATABASE_URL: url, TEST_MODE_DATABASE_SOCKET: socket = '' } = env();
  if (url === undefined) return null;
  return {
    ...Object.fromEntries(takenAway.map((name) => [name, ''])),
    DATABASE_URL: url,
    DATABASE_SOCKET: socket,
    DATABASE_POOL: '2',
    MAX_CALLS: '50',
    TEST_MODE: 'true',
    // As the guide says, however long the desk waits for Khalti.
    KHALTI_ANSWER_TIMEOUT_MS: '60000',
    SEALING_KEYS: `1:${publicKey('encryption')}`,
    DIGEST_KEYS: `1:${publicKey('digest')}`,
    NEXTAUTH_SECRET: publicKey('sessions'),
  };
}
