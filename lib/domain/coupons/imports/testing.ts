import type { z } from 'zod';
import { readSentence } from '@/lib/core/translate-sentence';
import ne from '@/messages/ne/refusals.json';
import pt from '@/messages/pt/refusals.json';
import type { importOperations } from './import-file';
import type { ValidatedRow } from './import-kind';
import { inWords } from './reasons';
import type { fileInput } from './schemas';

type Import = Pick<ReturnType<typeof importOperations>, 'readHead'>;
type Reading = Omit<z.input<typeof fileInput>, 'file'>;

/** Why a row is left out, and what of it is not taken over, as the file of these rows says it. */
export const problemsOf = ({ problems }: ValidatedRow<unknown>): string =>
  problems.map((one) => inWords(one)).join('; ');
export const warningsOf = ({ warnings }: ValidatedRow<unknown>): string[] => warnings.map((one) => inWords(one));
export const notesOf = ({ notes }: ValidatedRow<unknown>): string[] => notes.map((one) => inWords(one));

/** What a file is refused with that the desk could only say in English. */
export const untranslated = (reasons: readonly { words: string }[]): string[] =>
  reasons.map(({ words }) => words).filter((words) => [ne, pt].some((texts) => !(readSentence(words).key in texts)));

/** A file that arrives in pieces. */
export async function* inPieces(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

/** As what a file is read where a person takes what is proposed, and `chosen` of it. */
export async function readAsProposed(
  { readHead }: Import,
  ctx: Parameters<Import['readHead']>[0],
  content: string | Uint8Array,
  chosen: Partial<Reading> = {},
): Promise<Reading> {
  const head = await readHead(ctx, { ...chosen, isWhole: true, file: inPieces(content) });
  const { encoding, delimiter, sheet, headerRow, form, places, unit } = head;
  const text = places.length > 0 ? places.join(',') : '0';
  return { encoding, delimiter, sheet, headerRow, form: form ?? '', places: text, unit: unit ?? undefined };
}
