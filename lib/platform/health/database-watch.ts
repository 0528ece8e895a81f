import { type Database, openAlone } from '@/db/client';
import { databaseFault } from '@/lib/core/database-errors';
import { Unavailable } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { TookTooLong, within } from '@/lib/core/within';
import { assertAnswers } from './check-readiness.sql';

const pauseMs = 250;
const answeredWithinMs = 1_500;

type Watch = { isDown: boolean; waiting: Set<() => void> };

/** The server and what Next has bundled have this module once each, and one state. Without a watch, nothing is ever down. */
const shared = globalThis as { couponDeskWatch?: Watch };
shared.couponDeskWatch ??= { isDown: false, waiting: new Set() };
const watch = shared.couponDeskWatch;

/** Whether the database did not answer when it was asked last: requests are refused before they wait for it. */
export const databaseIsDown = (): boolean => watch.isDown;

/**
 * What `work` gives, unless the database stops answering first: then nobody waits for it any longer.
 * @throws what `work` throws, and what `lost` makes
 */
export function unlessDown<T>(work: Promise<T>, lost: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(lost());
    watch.waiting.add(giveUp);
    work.then(resolve, reject).finally(() => watch.waiting.delete(giveUp));
  });
}

/** Asks the database four times a second, over a connection of its own, whether it answers: that of the settings, or of `url`. @returns what ends it */
export function watchDatabase(url?: string): () => Promise<void> {
  const ended = new AbortController();
  let asked = openAlone(url);
  const loop = async () => {
    while (!ended.signal.aborted) {
      const state = await ask(asked);
      // One connection can be ended for reasons of its own. One that is silent is not asked again.
      if (state === 'silent') asked = replace(asked, url);
      say(state !== 'answers' && (state === 'silent' || (await ask(asked)) !== 'answers'));
      await pause(ended.signal);
    }
  };
  const ran = loop();
  return async () => {
    ended.abort();
    await ran;
    say(false);
    await asked.$client.end({ timeout: 0 });
  };
}

async function ask(db: Database): Promise<'answers' | 'refuses' | 'silent'> {
  try {
    await within(answeredWithinMs, assertAnswers(db));
    return 'answers';
  } catch (error) {
    if (error instanceof TookTooLong) return 'silent';
    return databaseFault(error) === undefined ? 'answers' : 'refuses';
  }
}

function replace(silent: Database, url: string | undefined): Database {
  void silent.$client.end({ timeout: 0 });
  return openAlone(url);
}

function say(isDown: boolean): void {
  if (isDown === watch.isDown) return;
  watch.isDown = isDown;
  if (isDown) logger.error({ waiting: watch.waiting.size }, 'the database does not answer: requests are refused');
  else logger.info('the database answers again');
  if (!isDown) return;
  for (const giveUp of [...watch.waiting]) giveUp();
  watch.waiting.clear();
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pauseMs);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

/** What is said of a request that was refused before anything of it was done. */
export const refusedWhileDown = () =>
  new Unavailable('The desk cannot reach its database. Nothing was changed: send the same request again later.');
