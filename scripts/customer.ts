import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { getDatabase } from '@/db/client';
import { eraseCustomer } from '@/lib/domain/sales/customers/erase-customer';
import { exportCustomer } from '@/lib/domain/sales/customers/export-customer';
import { systemContext } from '@/lib/platform/context/context';
import { runCommand } from './environment';

const usage = `Usage: npm run --silent customer -- --export > FILE        everything about one customer, as JSON
       npm run customer -- --erase --reason TEXT          replaces their contacts everywhere
The phone number or email address is asked for, or read from the standard input: it does not belong in a shell's history.`;

/** The question goes to where it is not part of the answer. */
async function askContact(): Promise<string> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await asking.question('Phone number or email address: ')).trim();
  } finally {
    asking.close();
  }
}

try {
  const { values } = parseArgs({
    options: { export: { type: 'boolean' }, erase: { type: 'boolean' }, reason: { type: 'string', default: '' } },
  });
  if (values.export === values.erase) throw new Error('Choose --export or --erase.');
  const contact = await askContact();
  await runCommand(async () => {
    const ctx = systemContext(getDatabase(), 'npm run customer');
    if (values.export) {
      console.log(JSON.stringify(await exportCustomer(ctx, { contact }), null, 2));
      return;
    }
    const { sales, messages, notes, auditRows } = await eraseCustomer(ctx, { contact, reason: values.reason });
    console.log(
      `Erased in ${sales} sales, ${messages} messages and ${auditRows} audit rows, and ${notes} notes. Sales and amounts stay.`,
    );
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
