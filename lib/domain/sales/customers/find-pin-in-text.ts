import type { Executor } from '@/db/client';
import { timeSlices } from '@/lib/core/time-slices';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { findPins } from './find-pins.sql';

/** The most groups that a PIN is written in, and the length of the shortest and of the longest. */
const mostGroups = 10;
const shortest = 6;
const longest = 64;

/** What can be between a PIN and the words next to it: blanks, all punctuation, or all but what a code of other makers has in it. */
const betweenWords = [/\s+/, /[^\p{L}\p{M}\p{N}]+/u, /[^\p{L}\p{M}\p{N}_.]+/u];

/** How many digests one statement looks for, and how much of what was found to be none is remembered. */
const digestsAtOnce = 10_000;
const rememberedAtMost = 200_000;

/** Whether a text has an issued code or a sold PIN in it, in one word or in groups, whatever is around it. */
export const hasSoldPin = async (db: Executor, text: string): Promise<boolean> =>
  (await findTextsWithPin(db, [text])).size > 0;

/** Those of many texts that have one, such as the notes of a file, which have much in common. */
export async function findTextsWithPin(db: Executor, texts: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const pins = new Set<string>();
  const none = new Set<string>();
  let open = new Map<string, { digests: string[]; texts: string[] }>();
  const pause = timeSlices();
  for (const text of new Set(texts)) {
    await pause();
    for (const part of partsOf(text)) {
      if (pins.has(part)) found.add(text);
      if (none.has(part) || pins.has(part)) continue;
      const known = open.get(part);
      if (known) known.texts.push(text);
      else open.set(part, { digests: digestsOf(part).map((digest) => digest.toString('hex')), texts: [text] });
    }
    if (open.size >= digestsAtOnce) await lookUp();
  }
  await lookUp();
  return found;

  async function lookUp(): Promise<void> {
    if (open.size === 0) return;
    const taken = new Set(
      await findPins(
        db,
        [...open.values()].flatMap(({ digests }) => digests),
      ),
    );
    if (none.size > rememberedAtMost) none.clear();
    for (const [part, { digests, texts: having }] of open) {
      if (!digests.some((digest) => taken.has(digest))) {
        none.add(part);
        continue;
      }
      pins.add(part);
      for (const text of having) found.add(text);
    }
    open = new Map();
  }
}

const plainWord = /^[0-9A-Za-z]*$/;

/** Everything in a text that can be a PIN, as it is digested. */
function partsOf(text: string): Set<string> {
  const parts = new Set<string>();
  const splits = betweenWords.map((between) => text.normalize('NFKC').split(between).filter(Boolean));
  const [atBlanks = [], ...others] = splits;
  const isOther = (words: string[]) =>
    words.length !== atBlanks.length || words.some((word, at) => word !== atBlanks[at]);
  for (const words of [atBlanks, ...others.filter(isOther)]) {
    // Of plain letters and digits each is normalized by itself.
    const normalized = words.map((word) => (plainWord.test(word) ? normalizeCode(word) : null));
    for (const from of words.keys()) addFrom(parts, { words, normalized, from });
  }
  return parts;
}

type Words = { words: string[]; normalized: (string | null)[]; from: number };

function addFrom(parts: Set<string>, { words, normalized, from }: Words): void {
  let [written, plain]: [string, string | null] = ['', ''];
  for (let at = from; at < Math.min(words.length, from + mostGroups); at++) {
    written += words[at];
    const next = normalized[at] ?? null;
    plain = plain === null || next === null ? null : plain + next;
    const part = plain ?? normalizeCode(written);
    if (part.length >= shortest && part.length <= longest) parts.add(part);
    // What is longer does not get shorter again, but for marks that come together.
    if (plain !== null && part.length > longest) return;
  }
}
