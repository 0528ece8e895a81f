import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Invalid } from '@/lib/core/errors';
import type { FileBody } from '@/lib/core/file-body';
import { logger } from '@/lib/core/logger';
import type { SheetRow, WorkbookFormat, WorkerAnswer, WorkerTask } from './worker-messages';

/** What of it can be chosen: its sheets by name, which of them have rows (from 1), and the one that is read. */
export type OpenedWorkbook = { sheets: string[]; filled: number[]; sheet: number };

export const workbookBytes = 32 * 1024 * 1024;
const heapMiB = 768;
/** In which a worker has to give its next rows. */
const patienceMs = 60_000;

const saveAsCsv = 'open it, save it as “CSV UTF-8”, and send that file';
const broken = `cannot be read, perhaps because it is damaged: ${saveAsCsv}`;
const refusals: Record<string, string> = {
  encrypted: 'is protected by a password: save it without one, and send that file',
  padded: `has numbers that are shown with zeros in front, which an .ods does not keep in its cells: ${saveAsCsv}`,
  percent: `has numbers that are shown as percentages, which an .ods does not keep in its cells: ${saveAsCsv}`,
  tooManySheets: 'has more than 100 sheets: move the one that is meant into a file of its own',
  tooManyCells: `has more than 20,000,000 cells: delete the empty ones, or ${saveAsCsv}`,
  tooLarge: `is too large once it is unpacked (256 MiB as .xlsx, 48 MiB as .ods): ${saveAsCsv}`,
  bomb: `unpacks to more than 200 times its size, which no table does: ${saveAsCsv}`,
  tooSlow: `takes too long to read: ${saveAsCsv}`,
};
const refusal = (why: string) =>
  new Invalid(
    why === 'noSuchSheet' ? { sheet: ['is more than the workbook has'] } : { file: [refusals[why] ?? broken] },
  );

/** @throws Invalid (`file`) for one that is larger than a workbook can be */
export async function readWhole(file: FileBody): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.byteLength;
    if (bytes > workbookBytes) {
      const most = workbookBytes / 1024 / 1024;
      throw new Invalid({ file: [`is a workbook of more than ${most} MiB: ${saveAsCsv}`] });
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** One at a time in a process: each can take as much memory as the whole desk. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Reads a sheet in a thread of its own, whose memory and time are bounded. Rows without text are left out.
 * @throws Invalid (`file`) where it is broken, protected, or beyond a limit
 */
export async function* readWorkbook(
  task: WorkerTask & { format: WorkbookFormat },
  onOpened: (workbook: OpenedWorkbook) => void = () => {},
): AsyncGenerator<SheetRow> {
  const before = turn;
  let free: () => void = () => {};
  turn = new Promise<void>((resolve) => {
    free = resolve;
  });
  await before;
  // By its path, which a bundle of the screens has, too; Node runs its TypeScript as it is.
  const worker = new Worker(path.resolve('lib/adapters/spreadsheets/sheet-worker.ts'), {
    workerData: task,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: heapMiB },
  });
  try {
    for (;;) {
      const answer = await nextAnswer(worker);
      if (answer.kind === 'refused') {
        if (answer.why === 'broken') logger.warn({ detail: answer.detail }, 'A workbook could not be read.');
        throw refusal(answer.why);
      }
      if (answer.kind === 'end') return;
      if (answer.kind === 'opened') onOpened(answer);
      else yield* answer.rows;
    }
  } finally {
    await worker.terminate();
    free();
  }
}

function nextAnswer(worker: Worker): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(() => reject(refusal('tooSlow'))), patienceMs);
    const onMessage = (message: string) => done(() => resolve(JSON.parse(message) as WorkerAnswer));
    const onError = (error: unknown) => done(() => reject(isOutOfMemory(error) ? refusal('tooLarge') : error));
    const onExit = () => done(() => reject(refusal('broken')));
    function done(settle: () => void) {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage('next');
  });
}

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
