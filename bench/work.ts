import { startJobs } from '@/lib/worker/start-jobs';
import { collectWhenAsked } from './collect-when-asked';

/** The workers in a process of their own, for a benchmark that forks it. */
collectWhenAsked();
process.on('disconnect', () => process.exit());
await startJobs();
process.send?.('ready');
