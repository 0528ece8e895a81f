import { startJobs } from '@/lib/worker/start-jobs';
import { watchMemory } from './watch-memory';

/** The workers in a process of their own, for a benchmark that forks it. */
watchMemory();
process.on('disconnect', () => process.exit());
await startJobs();
process.send?.('ready');
