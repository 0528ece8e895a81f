import { parseArgs } from 'node:util';
import { stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { magicPhones } from '@/sandbox/khalti/faults';
import { startKhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';

const usage = 'Usage: npm run khalti-sandbox -- [--port 4010] [--token TEST:sandbox] [--books FILE]';

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      token: { type: 'string', default: 'TEST:sandbox' },
      books: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port is "${values.port}".`);
  return { port, token: values.token, booksFile: values.books };
}

function announce(url: string, token: string): void {
  const phones = [...magicPhones].map(([phone, { kind, endsAs }]) =>
    endsAs === 'Failed' ? `  ${phone}  ${kind}, then Failed` : `  ${phone}  ${kind}`,
  );
  console.log(`Khalti sandbox: ${url}

Start Coupon Desk with
  KHALTI_BASE_URL=${url} KHALTI_TOKEN=${token} npm run up

What it booked:    curl ${url}/sandbox/books
The next fault:    curl ${url}/sandbox/faults -d '{"kind":"cut-after-booking"}'
A tenth of them:   curl ${url}/sandbox/rules -d '{"seed":1,"rules":[{"percent":10,"fault":{"kind":"cut-after-booking"}}]}'
Back to none:      curl -X DELETE ${url}/sandbox/faults

Customers' numbers that bring a fault of their own:
${phones.join('\n')}`);
}

try {
  const sandbox = await startKhaltiSandbox(readArguments());
  stopOnSignals(() => sandbox.close());
  announce(sandbox.url, sandbox.token);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
