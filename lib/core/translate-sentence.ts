/** Of `Use at least 12 characters.` the key `use-at-least-n-characters`, and the figures that are `n` in it: `12`. */
export function readSentence(sentence: string): { key: string; figures: string[] } {
  const figures: string[] = [];
  const shape = sentence.replace(/\d(?:[\d,.]*\d)?/g, (figure) => {
    figures.push(figure);
    return ' n ';
  });
  const key = shape.toLowerCase().replace(/[^\p{L}]+/gu, '-');
  return { key: key.replace(/^-|-$/g, ''), figures };
}

/** What refuses something, of the messages of a page; none where they are English. */
export function refusalsOf(messages: object): Readonly<Record<string, string>> | undefined {
  return 'refusals' in messages ? (messages.refusals as Record<string, string>) : undefined;
}

/**
 * What refuses a value is said in English, by rules that the API shares. For the desk it is looked up by what it says:
 * `sentences` are `messages/ne/refusals.json` and its like. One that is not there, such as one with a name in it, stays.
 */
export function translateSentence(sentences: Readonly<Record<string, string>> | undefined, sentence: string): string {
  if (!sentences) return sentence;
  const { key, figures } = readSentence(sentence);
  const found = Object.hasOwn(sentences, key) ? sentences[key] : undefined;
  return found?.replace(/\{n(\d)\}/g, (_, place) => figures[Number(place) - 1] ?? '') ?? sentence;
}
