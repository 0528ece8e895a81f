import { getDatabase } from '@/db/client';
import { systemContext } from '@/lib/context';
import { fillDemo } from '@/lib/demo/fill-demo';
import { runCommand } from './environment';

await runCommand(async () => {
  await fillDemo(systemContext(getDatabase(), 'npm run seed'));
  console.log('The demo is filled in.');
});
