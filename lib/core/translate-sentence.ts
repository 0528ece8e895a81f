type Read = { key: string; figures: string[] };

/** Of `Use at least 12 characters.` the key `use-at-least-n-characters`, and the figures that are `n` in it: `12`. */
export function readSentence(sentence: string): Read {
  const figures: string[] = [];
  const shape = sentence.replace(/\d(?:[\d,.]*\d)?/g, (figure) => {
    figures.push(figure);
    return ' n ';
  });
  const key = shape.toLowerCase().replace(/[^\p{L}]+/gu, '-');
  return { key: key.replace(/^-|-$/g, ''), figures };
}

const role = '(?:admins|supervisors|support staff|viewers|partners|other roles|“[^”]*”)';
const roleList = new RegExp(`${role}(?:(?:, and|,| and) ${role})*`);

/** Of `Only admins and “Night shift” have it.` the key `only-x-have-it`, and the roles: `admins`, `“Night shift”`; null where none are named. */
export function readRoles(sentence: string): (Read & { roles: string[] }) | null {
  const [list] = roleList.exec(sentence) ?? [];
  if (list === undefined) return null;
  return { ...readSentence(sentence.replace(list, 'x')), roles: list.match(new RegExp(role, 'g')) ?? [] };
}

/** What refuses something, of the messages of a page; none where they are English. */
export function refusalsOf(messages: object): Readonly<Record<string, string>> | undefined {
  return 'refusals' in messages ? (messages.refusals as Record<string, string>) : undefined;
}

type Sentences = Readonly<Record<string, string>>;

/**
 * What refuses a value is said in English, by rules that the API shares. For the desk it is looked up by what it says:
 * `sentences` are `messages/ne/refusals.json` and its like. One that is not there, such as one with another name in it than those of
 * roles, stays.
 */
export function translateSentence(sentences: Sentences | undefined, sentence: string): string {
  if (!sentences) return sentence;
  const plain = readSentence(sentence);
  const found = textOf(sentences, plain.key);
  if (found !== undefined) return withFigures(found, plain);
  const named = readRoles(sentence);
  const text = named && textOf(sentences, named.key);
  return text ? withFigures(text, named).replace('{roles}', () => listOf(sentences, named.roles)) : sentence;
}

const textOf = (sentences: Sentences, key: string) => (Object.hasOwn(sentences, key) ? sentences[key] : undefined);

const withFigures = (text: string, { figures }: Read) =>
  text.replace(/\{n(\d)\}/g, (_, place) => figures[Number(place) - 1] ?? '');

/** The names that a team made stay as they are. */
function listOf(sentences: Sentences, roles: string[]): string {
  const names = roles.map((name) => textOf(sentences, readSentence(name).key) ?? name);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${sentences.and ?? ''} ${last}`;
}
