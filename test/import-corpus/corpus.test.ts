import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Invalid } from '@/lib/core/errors';
import type { TableChoice, TableChosen } from '@/lib/core/file-reading/table-reading';
import { fixtureFile } from '@/lib/domain/coupons/files/testing';
import type { ProposedTable } from '@/lib/domain/coupons/imports/import-file';
import { inPieces } from '@/lib/domain/coupons/imports/testing';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { type CorpusFile, corpus, fixtures, workbooks } from './files';
import { kinds } from './kinds';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
prepared(() => makeStock(test.db, 1, { coupon: { code: 'SHELF' } }));

/** An answer does not fit what the file has. */
class AsksAgain extends Error {}

type Answered = { head: ProposedTable; asked: TableChoice[] };

/** A person who knows the file answers what is asked, one question after the other, and changes nothing else. */
async function answer({ kind, bytes, truth }: CorpusFile): Promise<Answered> {
  const asked: TableChoice[] = [];
  let chosen: TableChosen = {};
  for (;;) {
    const { places, ...rest } = chosen;
    const as = { ...rest, ...(places ? { places: places.join(',') } : {}) };
    const head = await kind.operations.readHead(admin, { ...as, isWhole: true, file: inPieces(bytes) });
    const [question] = head.questions;
    if (question === undefined) return { head, asked };
    if (asked.includes(question)) throw new AsksAgain(question);
    asked.push(question);
    chosen = { ...chosen, [question]: truth[question] };
  }
}

const decode = (bytes: Buffer, encoding = 'utf-8') => new TextDecoder(encoding).decode(bytes);

async function check({ kind, bytes }: CorpusFile, head: ProposedTable) {
  const { encoding, delimiter, sheet, headerRow, form, places } = head;
  const reading = { encoding, delimiter, sheet, headerRow, form: form ?? '', places: places.join(',') };
  const checked = await kind.operations.checkFile(admin, { ...reading, file: inPieces(bytes) });
  const good = checked.shown.filter(({ result }) => result === 'new').sort((a, b) => a.line - b.line);
  return { said: good.map(({ entry }) => kind.said(entry as never)), leftOut: checked.rows - checked.counts.new };
}

/** Why a file is read wrongly without a word, or null. */
async function silentFault(file: CorpusFile, { head }: Answered): Promise<string | null> {
  const { truth, means, damage, leftOut } = file;
  if (damage === 'open quote') {
    // It has no right reading: the rows that the quote took in are left out, if the file is not refused.
    const { said, leftOut: left } = await check(file, head);
    const isMeant = said.every((one) => means.some((meant) => isDeepStrictEqual(one, meant)));
    return left > 0 && isMeant ? null : `was read as ${JSON.stringify(said)}`;
  }
  const { encoding: sniffed, delimiter, sheet, headerRow, form, places } = head;
  // Two encodings of the same bytes are one where they give the same text.
  const isSame = decode(file.bytes, sniffed) === decode(file.bytes, truth.encoding);
  const asRead = { encoding: isSame ? truth.encoding : sniffed, delimiter, sheet, headerRow, form, places };
  if (!isDeepStrictEqual(asRead, { encoding: undefined, delimiter: undefined, sheet: undefined, ...truth }))
    return `was read as ${JSON.stringify(asRead)}`;
  const found = await check(file, head);
  if (!isDeepStrictEqual(found.said, means)) return `was read as ${JSON.stringify(found.said)}`;
  return found.leftOut === leftOut ? null : `left out ${found.leftOut} rows, not ${leftOut}`;
}

const isNamed = ({ header }: CorpusFile) => ['english', 'nepali', 'portuguese', 'titled'].includes(header);

/** One that is refused with its line, or has no such columns any more, is not silently wrong. */
const unlessSaid = (error: unknown) =>
  (error instanceof Invalid && /line \d+/.test(String(error.fields.file))) || error instanceof AsksAgain
    ? null
    : `failed: ${error}`;

describe.each(kinds)('the corpus of $name', (kind) => {
  it('is read right or asked about, never silently wrong', { timeout: 300_000 }, async () => {
    const files = [...corpus(kind), ...(await workbooks(kind))].map((file) => ({
      ...file,
      bytes: readFileSync(fixtureFile(fixtures, file.name)),
    }));
    const faults: string[] = [];
    for (const file of files) {
      const say = (fault: string | null) => void (fault && faults.push(`${file.name}: ${fault}`));
      try {
        const answered = await answer(file);
        say(await silentFault(file, answered));
        const { asked } = answered;
        const isOneColumn = file.truth.delimiter === 'none';
        // A row that is torn apart can leave the delimiter in doubt.
        const isTorn = file.damage === 'extra cell' || file.damage === 'open quote';
        const sure = asked.filter((one) => one !== 'sheet');
        if (isNamed(file) && !isTorn && !isOneColumn && sure.length > 0) say(`asked for ${sure}`);
        if (!isNamed(file) && !isTorn && !isOneColumn && !asked.includes('places'))
          say('did not ask which column is which');
      } catch (error) {
        say(file.damage === 'open quote' ? unlessSaid(error) : `failed: ${error}`);
      }
    }
    expect(files.length).toBeGreaterThan(230);
    expect(faults).toEqual([]);
  });
});
