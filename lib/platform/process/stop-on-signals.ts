import { logger } from '@/lib/core/logger';
import { isDriverFault, isLostConnection } from './driver-fault';

/** One Ctrl-C arrives several times: from the terminal to the whole group, and again from npm and the launcher. */
const sameKeyPressMs = 1_000;
export const stopLimitMs = 30_000;

/**
 * Stops the process once, on Ctrl-C, SIGTERM, SIGHUP, the death of the launcher, or an error nobody caught. Ends with 0
 * after a stop that was asked for and went well. A second Ctrl-C leaves at once.
 */
export function stopOnSignals(
  stop: (reason: string) => Promise<void>,
  /** `leaving` is called last, also when the stop took too long or was cut short. */
  options: { limitMs?: () => number; leaving?: () => void } = {},
): (reason: string, exitCode?: number) => void {
  let stoppingSince: number | undefined;
  let outputIsGone = false;

  // A log that cannot be written is retried forever, also while the process ends.
  function leave(exitCode: number): void {
    options.leaving?.();
    if (outputIsGone) process.kill(process.pid, 'SIGKILL');
    else process.exit(exitCode);
  }

  function loseOutput(): void {
    outputIsGone = true;
    logger.level = 'silent';
  }

  function begin(reason: string, exitCode = 0): void {
    if (stoppingSince !== undefined) {
      if (reason === 'SIGINT' && Date.now() - stoppingSince > sameKeyPressMs) leave(130);
      return;
    }
    stoppingSince = Date.now();
    if (exitCode === 0) logger.info({ reason }, 'stopping');
    const limit = setTimeout(() => {
      logger.error('stopping took too long');
      leave(1);
    }, options.limitMs?.() ?? stopLimitMs);
    stop(reason).then(
      () => {
        clearTimeout(limit);
        leave(exitCode);
      },
      (error) => {
        logger.error({ err: error }, 'stopping failed');
        leave(1);
      },
    );
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => begin(signal));
  process.on('SIGHUP', () => {
    loseOutput();
    begin('SIGHUP');
  });
  process.on('disconnect', () => begin('the launcher ended'));
  process.on('uncaughtException', (error) => {
    if (isDriverFault(error)) return logger.error({ err: error }, 'a database connection was cut');
    if (isBrokenOutput(error)) loseOutput();
    logger.fatal({ err: error }, 'uncaught');
    begin('uncaught error', 1);
  });
  process.on('unhandledRejection', (error) => {
    if (isLostConnection(error)) return logger.error({ err: error }, 'a database connection was refused');
    logger.fatal({ err: error }, 'unhandled rejection');
    begin('unhandled rejection', 1);
  });
  return begin;
}

function isBrokenOutput(error: NodeJS.ErrnoException): boolean {
  return error.syscall === 'write' && (error.code === 'EIO' || error.code === 'EPIPE');
}
