import { childIsReady } from '@/lib/platform/process/keep-child';
import { stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { closeRole, openRole } from '@/lib/worker/role';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';

// The role `worker`: jobs, roll-ups, the webhook relay and the expiry of holds. `server.ts` starts one; more can run on other hosts.
stopOnSignals(async () => {
  await stopJobs();
  await closeRole();
});
await openRole();
await startJobs();
childIsReady();
