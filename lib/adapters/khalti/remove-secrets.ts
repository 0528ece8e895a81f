const removed = '[removed]';
const secretKey = /token|pin|serial|voucher|password|secret/i;
const longest = 400;
const deepestText = 4;
const deepestSecret = 50;

const quoted = /(^|[\s(:=])(['"‘“`])(.+?)(['"’”`])(?=$|[\s.,;:)!])/gu;
const named =
  /\b(pin|serial|voucher|coupon|code|token)((?:\s+(?:number|no\.?|code|is|was))*\s*[:=#]?\s+|[:=#]\s*)(\S+)/giu;
const numbered = /[A-Za-z0-9-]*\d[A-Za-z0-9-]*/gu;
const contact = /\S+@\S+/gu;

/** Every text in a value of any shape, in order; what has a secret's name is left out. */
export function textsOf(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'object' || value === null || depth >= deepestText) return [];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, depth + 1));
  return Object.entries(value).flatMap(([key, item]) => {
    if (secretKey.test(key)) return [];
    const texts = textsOf(item, depth + 1);
    return texts.length === 0 ? [] : [`${key}: ${texts.join(', ')}`];
  });
}

/** What has a secret's name anywhere in an answer. */
export function secretsOf(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth >= deepestSecret) return [];
  if (Array.isArray(value)) return value.flatMap((item) => secretsOf(item, depth + 1));
  return Object.entries(value).flatMap(([key, item]) =>
    secretKey.test(key) ? leavesOf(item, depth) : secretsOf(item, depth + 1),
  );
}

function leavesOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null || depth >= deepestSecret) return [];
  return Object.values(value).flatMap((item) => leavesOf(item, depth + 1));
}

/**
 * A text of the supplier's without secrets: the known ones, and whatever looks like one, since a PIN can be in a
 * message without being in its own field ("Your Pin number is 'c3'").
 */
export function removeSecrets(text: string, secrets: readonly string[]): string {
  let clean = text.replaceAll(/\p{Cc}+/gu, ' ');
  const forms = secrets.flatMap((secret) => [secret, secret.trim(), encodeURIComponent(secret.toWellFormed())]);
  for (const form of forms.filter((one) => one !== '').sort((a, b) => b.length - a.length)) {
    clean = clean.replaceAll(form, removed);
  }
  return clean
    .replaceAll(contact, removed)
    .replaceAll(quoted, `$1${removed}`)
    .replaceAll(named, (whole, name: string, link: string, word: string) =>
      /\d|\[/.test(word) || /[:=#]|\b(?:is|was)\b/i.test(link) ? `${name}${link}${removed}` : whole,
    )
    .replaceAll(numbered, (word) => (word.length >= 6 ? removed : word))
    .slice(0, longest);
}
