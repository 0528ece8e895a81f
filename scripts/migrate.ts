import { runCommand } from './environment';
import { prepareDatabase } from './prepare-database';

await runCommand(async ({ databaseUrl, ownerUrl }) => {
  await prepareDatabase(databaseUrl, ownerUrl);
  console.log('The database has the newest schema.');
});
