import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeScratchDir } from '@/db/scratch-dir';
import { ensureBuild } from '@/scripts/build';
import { clockFault } from './clock-fault';
import { downFault } from './down-fault';
import { embeddedFault } from './embedded-fault';
import type { Fault, Figure } from './fault';
import { frozenFault } from './frozen-fault';
import { poolerFault } from './pooler-fault';
import { primaryFault } from './primary-fault';
import { stopAll } from './processes';
import { findProgram, packages } from './programs';
import { rollingFault } from './rolling-fault';
import { rowFault } from './row-fault';
import { makeKeys } from './world';

// `npm run check:ops [-- pooler rolling …]`: what can happen to a desk that runs, with the books compared after each. Ends with 1
// when a figure does not hold, and with 2 when all that ran hold and some could not be run.
const faults: Record<string, Fault> = {
  pooler: poolerFault,
  rolling: rollingFault,
  clock: clockFault,
  embedded: embeddedFault,
  frozen: frozenFault,
  down: downFault,
  row: rowFault,
  primary: primaryFault,
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(faults);
const unknown = names.filter((name) => !(name in faults));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are ${Object.keys(faults).join(', ')}.`);
  process.exit(1);
}

await ensureBuild();
makeKeys();
const scratch = await makeScratchDir('coupon-desk-ops-');
// Servers that run as another account have to get there.
chmodSync(scratch, 0o711);
const lines: string[] = [];
const skipped: string[] = [];
let failed = false;
for (const name of names) {
  const fault = faults[name];
  if (!fault) continue;
  const missing = fault.needs.filter((program) => !findProgram(program));
  if (missing.length > 0) {
    const line = `apt-get install ${missing.map((program) => packages[program]).join(' ')}`;
    skipped.push(`${name} (${fault.name}): ${line}`);
    console.log(`skip  ${name}: ${line}`);
    continue;
  }
  console.log(`      ${name}: ${fault.name}`);
  const figures = await run(name, fault);
  for (const { what, limit, measured, holds } of figures) {
    failed ||= !holds;
    console.log(`${holds ? 'ok  ' : 'FAIL'}    ${what.padEnd(66)} ${measured}${holds ? '' : `, ${limit}`}`);
  }
  lines.push(...figures.map((figure, n) => row(n === 0 ? fault.name : '', figure)));
}
if (!failed) rmSync(scratch, { recursive: true, force: true });
console.log(`\n| fault | what | limit | measured |\n|---|---|---|---|\n${lines.join('\n')}`);
for (const line of skipped) console.log(`not run: ${line}`);
if (failed) console.log(`Something does not hold; what each process said is in ${scratch}.`);
process.exit(failed ? 1 : skipped.length > 0 ? 2 : 0);

async function run(name: string, fault: Fault): Promise<Figure[]> {
  const folder = path.join(scratch, name);
  mkdirSync(folder, { mode: 0o755 });
  try {
    return await fault.run(folder);
  } catch (error) {
    const measured = error instanceof Error ? error.message : String(error);
    console.error(error);
    return [{ what: 'it ran to its end', limit: 'yes', measured, holds: false }];
  } finally {
    await stopAll();
  }
}

function row(name: string, { what, limit, measured, holds }: Figure): string {
  return `| ${name} | ${what} | ${limit} | ${measured}${holds ? '' : ' **does not hold**'} |`;
}
