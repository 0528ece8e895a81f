import { spawn } from 'node:child_process';
import { stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { openEnvironment } from './environment';
import { toolEnv } from './run-tool';

const environment = await openEnvironment();
const { startJobs, stopJobs } = await import('@/lib/worker/start-jobs');
await startJobs();
const next = spawn('next', ['dev', ...process.argv.slice(2)], { stdio: 'inherit', env: toolEnv() });
const stop = stopOnSignals(async () => {
  next.kill();
  await stopJobs();
  await environment.close();
});
next.once('exit', (code) => stop('next dev ended', code ?? 0));
