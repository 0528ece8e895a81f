export type MessageChannel = 'sms' | 'email';
/** `subject` is null for an SMS. */
export type MessageTemplate = { subject: string | null; body: string };

const placeholders = ['pin', 'product', 'company', 'amount', 'reference', 'valid_until'] as const;
export type Placeholder = (typeof placeholders)[number];
/** What a message says of one sale. */
export type MessageFacts = Record<Placeholder, string>;

/** `{pin}`, `{product}`, …: as they are written in a text. */
export const writtenPlaceholders = placeholders.map((name) => `{${name}}`);

const isPlaceholder = (name: string): name is Placeholder => placeholders.some((known) => known === name);

/** Every placeholder's own fact, in one pass: what a fact says is never read as a placeholder. */
export function fillText(text: string, facts: MessageFacts): string {
  return text.replace(/\{([a-z_]+)\}/g, (written, name: string) => (isPlaceholder(name) ? facts[name] : written));
}

export function fillMessage({ subject, body }: MessageTemplate, facts: MessageFacts) {
  return { subject: subject === null ? null : fillText(subject, facts), text: fillText(body, facts) };
}

/** What is wrong with the braces of a text, in words. */
export function findBraceProblem(text: string): string | undefined {
  for (const [, name = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
    if (!isPlaceholder(name)) return `There is no {${name}}. Use ${writtenPlaceholders.join(', ')}.`;
  }
  const rest = text.replace(/\{[^{}]*\}/g, '');
  return /[{}]/.test(rest) ? 'A brace is alone. Write a placeholder with both of them, such as {pin}.' : undefined;
}

/** For previews and tests of a message; it opens nothing. Of the length of a PIN of our own. */
export const sampleFacts: MessageFacts = {
  pin: 'SAMPLEP1N00000000',
  product: 'nettv coupon',
  company: 'Coupon Desk',
  amount: 'Rs 2,000',
  reference: 'SAMPLE-1',
  valid_until: '31 Dec 2026',
};
