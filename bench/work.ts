import { startJobs } from '@/lib/worker/start-jobs';

/** The workers in a process of their own, for a benchmark that forks it. */
process.on('disconnect', () => process.exit());
await startJobs();
process.send?.('ready');
