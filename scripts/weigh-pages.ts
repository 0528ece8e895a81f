import { overBudget, readPageWeights, weightTable } from './page-weight';

const pages = readPageWeights();
const chunks = new Map(pages.flatMap((page) => page.chunks.map(({ file, bytes }) => [file, bytes] as const)));
const largest = [...chunks].sort(([, one], [, other]) => other - one).slice(0, 5);
console.log(weightTable(pages));
console.log('\nThe largest chunks:');
for (const [file, bytes] of largest) console.log(`${(bytes / 1_024).toFixed(1).padStart(6)} KiB  ${file}`);
if (overBudget(pages).length > 0) process.exitCode = 1;
