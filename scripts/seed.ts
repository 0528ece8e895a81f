import { getDatabase } from '@/db/client';
import { fillDemo } from '@/lib/demo/fill-demo';
import { systemContext } from '@/lib/platform/context/context';
import { runCommand } from './environment';

await runCommand(async () => {
  await fillDemo(systemContext(getDatabase(), 'npm run seed'));
  console.log('The demo is filled in.');
});
