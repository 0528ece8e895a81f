import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { generateSecret } from '@/lib/platform/webhooks/encrypt-secret';
import { openDataDir } from './data-dir';
import { type Cursor, forwardEvents } from './forward-events';

const usage = `Usage: npm run listen -- --key KEY --forward http://localhost:8080/webhooks [--desk URL] [--secret whsec_…]
Sends what happens to the key's company on to an address, signed as a webhook is. The key needs the scope events:read.
--desk: where the desk is; this machine when left out. --secret: what to sign with; a new one when left out.`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      key: { type: 'string' },
      forward: { type: 'string' },
      desk: { type: 'string', default: `http://localhost:${process.env.PORT || 3000}` },
      secret: { type: 'string', default: generateSecret() },
    },
  });
  const { key, forward, desk, secret } = values;
  if (!key) throw new Error('--key is missing.');
  if (!/^[\x21-\x7e]+$/.test(key)) throw new Error('--key is no API key: it has letters that no key has.');
  if (!forward) throw new Error('--forward is missing.');
  for (const [name, text] of Object.entries({ forward, desk })) {
    if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
      throw new Error(`--${name} is "${text}", which is no address.`);
  }
  if (!/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret)) throw new Error('--secret has to be whsec_ and base64.');
  return { key, to: forward, desk, secret };
}

/** In a file of the data directory, one for each key and address; written whole or not at all. */
function cursorFile({ key, to, desk }: { key: string; to: string; desk: string }): Cursor {
  const name = createHash('sha256')
    .update(JSON.stringify([key, to, desk]))
    .digest('hex')
    .slice(0, 16);
  const file = path.join(openDataDir(), `listen-${name}`);
  return {
    read: () => (existsSync(file) ? readFileSync(file, 'utf8').trim() || undefined : undefined),
    write(id) {
      writeFileSync(`${file}.new`, id);
      renameSync(`${file}.new`, file);
    },
  };
}

try {
  const given = readArguments();
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const cursor = cursorFile(given);
  console.log(`Forwarding from ${given.desk} to ${given.to}, ${cursor.read() ? 'where the last run stopped' : 'from now on'}.
Check signatures with ${given.secret}`);
  await forwardEvents({
    ...given,
    cursor,
    since: new Date(),
    signal: stopping.signal,
    say: (line) => console.log(line),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 1;
}
