import { parseArgs } from 'node:util';
import { getDatabase } from '@/db/client';
import { parseRupees } from '@/lib/core/money';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { systemContext } from '@/lib/platform/context/context';
import { scopes as knownScopes, type Scope } from '@/lib/platform/context/scopes';
import { runCommand } from './environment';

const usage = `Usage: npm run key -- --name NAME --scopes SCOPE,SCOPE --credit RUPEES
Scopes: ${knownScopes.join(', ')}`;

function readArguments() {
  const { values } = parseArgs({
    options: { name: { type: 'string' }, scopes: { type: 'string' }, credit: { type: 'string', default: '0' } },
  });
  const name = values.name?.trim();
  if (!name) throw new Error('--name is missing.');
  const scopes = (values.scopes ?? '').split(',').map((scope) => scope.trim());
  if (!values.scopes?.trim()) throw new Error('--scopes is missing.');
  for (const scope of scopes) {
    if (!isScope(scope)) throw new Error(`There is no scope "${scope}".`);
  }
  return { name, scopes: [...new Set(scopes.filter(isScope))], creditPaisa: readCredit(values.credit) };
}

function readCredit(text: string): number {
  try {
    const paisa = parseRupees(text);
    if (paisa >= 0) return paisa;
  } catch {
    // Said below, together with a negative amount.
  }
  throw new Error(`--credit is "${text}"; it has to be an amount in rupees, as 100000 or 99.50.`);
}

function isScope(text: string): text is Scope {
  return (knownScopes as readonly string[]).includes(text);
}

try {
  const input = readArguments();
  await runCommand(async () => {
    const { key } = await createIntegratorKey(systemContext(getDatabase(), 'npm run key'), input);
    console.log(key);
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
  process.exitCode = 1;
}
