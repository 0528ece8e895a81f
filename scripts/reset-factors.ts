import { parseArgs } from 'node:util';
import { getDatabase } from '@/db/client';
import { resetFactorsByEmail } from '@/lib/domain/access/factors/reset-factors';
import { systemContext } from '@/lib/platform/context/context';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { runCommand } from './environment';

const usage = `Usage: npm run reset-factors -- --email EMAIL
Takes away the passkeys, the authenticator app and the recovery codes of one member of the team.`;

try {
  const { values } = parseArgs({ options: { email: { type: 'string', default: '' } } });
  if (!values.email.trim()) throw new Error('--email is missing.');
  await runCommand(async () => {
    const ctx = systemContext(getDatabase(), 'npm run reset-factors');
    const { name } = await resetFactorsByEmail(ctx, { email: values.email });
    await flushSecurityEvents();
    console.log(
      `${name} has no second factor any more, is signed out everywhere, and signs in with the password alone.`,
    );
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
