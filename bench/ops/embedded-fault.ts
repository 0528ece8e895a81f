import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase } from '@/db/client';
import { findEmbedded } from '@/db/embedded';
import { compareBooks } from './books';
import { atMost, type Fault, isSo } from './fault';
import { longestPause, nothingHeard, settle, startLoad, tally, wrongAnswers } from './load';
import { startDesk } from './processes';
import { fillWorld, type World, workOn } from './world';

const times = 3;

/** The database that `npm run up` brings, killed under load. */
export const embeddedFault: Fault = {
  name: `the embedded Postgres killed ${times} times under load`,
  needs: [],
  async run(scratch) {
    const dataDir = path.join(scratch, 'up');
    const { DATABASE_URL: _, DATABASE_SOCKET: __, ...rest } = process.env;
    Object.assign(process.env, { DATABASE_URL: '', DATABASE_SOCKET: '' });
    const desk = await startDesk({
      scratch,
      env: { ...(rest as Record<string, string>), DATABASE_URL: '', DATA_DIR: dataDir },
    });
    const { DATABASE_PASSWORD: password } = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8'));
    const embedded = findEmbedded(dataDir, password);
    if (!embedded) throw new Error('The embedded Postgres is not there.');
    workOn(embedded.url);
    const database = createDatabase(embedded.ownerUrl, { max: 2 });
    const world: World = { admin: { email: '', password: '' }, database, ...(await fillWorld(database)) };
    const heard = nothingHeard();
    const load = startLoad({ url: desk.url, world, heard });
    let worst = 0;
    for (let n = 0; n < times; n += 1) {
      await sleep(3_000);
      const [pid] = readFileSync(path.join(dataDir, 'database/postmaster.pid'), 'utf8').split('\n');
      const killed = performance.now();
      process.kill(Number(pid), 'SIGKILL');
      await sleep(4_000);
      worst = Math.max(worst, longestPause(heard, killed));
    }
    await load.stop();
    await settle({ url: desk.url, world, heard });
    const figures = [
      atMost('from the kill until the next call is done', worst / 1000, 3, 's'),
      isSo('every answer is done, or says when to ask again', wrongAnswers(heard).length === 0, tally(heard)),
      await compareBooks(world, heard),
    ];
    await database.close();
    await desk.stop();
    return figures;
  },
};
