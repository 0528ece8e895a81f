import { gates } from './gates';
import { runSteps, stepTable } from './run-steps';

const started = performance.now();
const results = await runSteps(gates);
console.log(`\n${stepTable(results, performance.now() - started)}`);
if (results.some(({ outcome }) => outcome !== 'passed')) process.exitCode = 1;
console.log(process.exitCode ? '\nNot verified.' : '\nVerified.');
