import { runCommand } from './environment';
import { prepareDatabase } from './prepare-database';

await runCommand(async ({ databaseUrl }) => {
  await prepareDatabase(databaseUrl);
  console.log('The database has the newest schema.');
});
