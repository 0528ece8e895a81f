import { runCommand } from './environment';
import { prepareDatabase } from './prepare-database';
import { prepareTestDatabase } from './test-database';

await runCommand(async ({ databaseUrl, ownerUrl, testOwnerUrl }) => {
  await prepareDatabase(databaseUrl, ownerUrl);
  console.log('The database has the newest schema.');
  if (!(await prepareTestDatabase(testOwnerUrl))) process.exitCode = 1;
});
