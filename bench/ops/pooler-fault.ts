import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { codeBatches } from '@/db/schema/coupons';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { systemContext } from '@/lib/platform/context/context';
import { createEndpoint } from '@/lib/platform/webhooks/create-endpoint';
import { startWebhookReceiver } from '@/test/fakes/webhook-receiver';
import { signIn } from '../sign-in';
import { compareBooks } from './books';
import { atMost, type Fault, isSo } from './fault';
import { countOf, longestPause, nothingHeard, settle, startLoad, tally, wrongAnswers } from './load';
import { startDesk, statusOf, until } from './processes';
import { startPgbouncer } from './servers';
import { deskOn, openEmbedded, openWorld } from './world';

const refusedWithinMs = 60_000;
const issued = 20_000;

/** The whole desk behind a pooler that gives each transaction another session. */
export const poolerFault: Fault = {
  name: 'PgBouncer in transaction mode, restarted under load',
  needs: ['pgbouncer'],
  async run(scratch) {
    const embedded = await openEmbedded(scratch);
    const world = await openWorld(embedded);
    const pooler = await startPgbouncer(scratch, embedded.url);
    const behind = { ...deskOn({ url: pooler.url, ownerUrl: embedded.ownerUrl }) };
    const unaware = await startDesk({ scratch, env: behind }, 0);
    const code = await Promise.race([unaware.ended, sleep(refusedWithinMs, -1)]);
    const reason = /DATABASE_URL: .*PgBouncer[\s\S]*DATABASE_POOLER=transaction/.test(
      readFileSync(unaware.log, 'utf8'),
    );

    const env = { ...behind, DATABASE_POOLER: 'transaction', DATABASE_DIRECT_URL: embedded.url };
    const desk = await startDesk({ scratch, env });
    const cookie = await signIn(desk.url, world.admin);
    const pages = await Promise.all(
      ['/', '/coupons', '/sales', '/redemptions', '/activity'].map((page) =>
        statusOf(desk.url + page, { headers: { cookie } }),
      ),
    );
    const receiver = await startWebhookReceiver();
    const ctx = systemContext(world.database.db, 'Checks of faults');
    await createEndpoint(ctx, {
      url: receiver.url,
      description: 'Checks of faults',
      eventTypes: ['coupon.redeemed'],
      integratorId: world.integratorId,
    });
    const batch = await requestBatch(ctx, { couponId: world.coupons[0]?.id ?? 0, count: issued });

    const heard = nothingHeard();
    const load = startLoad({ url: desk.url, world, heard });
    await sleep(8_000);
    const before = { done: countOf(heard, 'done'), wrong: wrongAnswers(heard).length };
    const cut = performance.now();
    await pooler.restart();
    await sleep(5_000);
    await load.stop();
    await settle({ url: desk.url, world, heard });
    const isIssued = async () => {
      const [row] = await world.database.db.select().from(codeBatches).where(eq(codeBatches.id, batch.id));
      return row?.state === 'done';
    };
    const sent = () => receiver.requests.length;
    await until(isIssued, 60_000, 'the codes to be issued');
    await until(() => sent() >= heard.redeemed.size, 90_000, 'the webhooks');
    const figures = [
      isSo('a desk that does not know of the pooler ends with the reason', code === 1 && reason),
      isSo(
        'sign-in and pages',
        pages.every((status) => status === 200),
        pages.join(' '),
      ),
      atMost(`wrong answers among the first ${before.done}, none a 401`, before.wrong, 0),
      atMost('after the restart, until the next is done', longestPause(heard, cut) / 1000, 1, 's'),
      isSo('every answer is done, or says when to ask again', wrongAnswers(heard).length === 0, tally(heard)),
      isSo(`${issued.toLocaleString('en-US')} codes issued, a webhook for each redemption`, true, `${sent()} webhooks`),
      await compareBooks(world, heard),
    ];
    await desk.stop();
    await receiver.close();
    await pooler.run.stop();
    await world.database.close();
    await embedded.stop();
    return figures;
  },
};
