import { describe, expect, it } from 'vitest';
import { fillMessage, fillText, findBraceProblem, type MessageFacts, sampleFacts } from './fill-message';
import { renderPurchaseEmail } from './render-purchase-email';
import { measureSms } from './sms-segments';
import { contractTemplates, noEndIn, suggestedTexts } from './suggested-texts';

const facts = (changes: Partial<MessageFacts> = {}): MessageFacts => ({ ...sampleFacts, ...changes });
const smsOf = (pin: string) => fillMessage(contractTemplates.sms, facts({ pin })).text;
const emailOf = (changes: Partial<MessageFacts>) =>
  renderPurchaseEmail({ template: contractTemplates.email, facts: facts(changes) });

describe('the SMS', () => {
  it('is the text of the contract', () => {
    expect(smsOf('7K3Q-9F2M')).toBe(
      'Thank you for subscribing to Nettv cine via Khalti. Your coupon code is 7K3Q-9F2M. Redeem it in the Nettv app. T&C apply.',
    );
  });

  it('is one GSM-7 segment for a PIN of up to 48 characters', () => {
    expect(measureSms(smsOf('A'.repeat(48)))).toEqual({ encoding: 'gsm7', units: 160, segments: 1, room: 160 });
    expect(measureSms(smsOf('A'.repeat(49))).segments).toBe(2);
  });
});

describe('the suggested texts', () => {
  const all = Object.entries(suggestedTexts).flatMap(([language, { stock, khalti }]) =>
    (['sms', 'email'] as const).flatMap((channel) => [
      { language, origin: 'stock', channel, ...stock[channel] },
      { language, origin: 'khalti', channel, ...khalti[channel] },
    ]),
  );

  it.each(all)('can be sent in $language, of $origin by $channel', ({ subject, body, channel }) => {
    expect([findBraceProblem(body), findBraceProblem(subject ?? '')]).toEqual([undefined, undefined]);
    expect(body.split('{pin}')).toHaveLength(2);
    expect(subject === null).toBe(channel === 'sms');
  });

  it('say of own stock that it is the organization’s, and nothing of Khalti or Nettv', () => {
    const ofStock = all.filter(({ origin }) => origin === 'stock');
    expect(ofStock).toHaveLength(6);
    for (const { body, subject } of ofStock) {
      expect(body).toContain('{company}');
      expect(body).toContain('{valid_until}');
      expect(`${subject}${body}`).not.toMatch(/khalti|खल्ती|nettv/i);
    }
  });

  it.each([
    ['en', 'gsm7', 1],
    ['pt', 'gsm7', 1],
    ['ne', 'ucs2', 2],
  ] as const)('take in %s the alphabet %s and %i SMS', (language, encoding, segments) => {
    for (const origin of ['stock', 'khalti'] as const) {
      expect(measureSms(fillText(suggestedTexts[language][origin].sms.body, sampleFacts))).toMatchObject({
        encoding,
        segments,
      });
    }
    expect(noEndIn[language]).not.toBe('');
  });
});

describe('placeholders', () => {
  it('are filled wherever they are, each as often as it does', () => {
    const template = { subject: 'For {product}', body: '{pin} {pin}: {amount} to {company}, {reference}' };
    expect(fillMessage(template, facts({ pin: 'A1' }))).toEqual({
      subject: 'For nettv coupon',
      text: 'A1 A1: Rs 2,000 to Coupon Desk, SAMPLE-1',
    });
  });

  it('are not read in what is filled in', () => {
    const filled = fillMessage({ subject: null, body: '{company}: {pin}' }, facts({ company: '{pin}$&', pin: 'A1' }));
    expect(filled.text).toBe('{pin}$&: A1');
  });

  it.each(['{pin}', 'no braces', ...Object.values(contractTemplates).map(({ body }) => body)])(
    'are fine in %j',
    (text) => expect(findBraceProblem(text)).toBeUndefined(),
  );

  it.each(['{code}', '{PIN}', '{ pin }', '{}', '{constructor}', '{pin} {नाम}'])('are refused by name: %s', (text) =>
    expect(findBraceProblem(text)).toMatch(/^There is no \{.*\}\. Use \{pin\}, /),
  );

  it.each(['{pin', 'pin}', '{{pin}}', '}{', '{pin} {'])('are refused with one brace: %s', (text) =>
    expect(findBraceProblem(text)).toMatch(/^A brace is alone/),
  );
});

describe('the email', () => {
  it('carries the contract’s text with the PIN and the company', async () => {
    const email = await emailOf({ pin: '7K3Q9F2M', company: 'Himal Pay' });
    expect(email.subject).toBe('Purchase Confirmation — Nettv cine Coupon Code');
    expect(email.text).toBe(
      [
        'Dear User,',
        '',
        'Thank you for subscribing to the Nettv cine coupon through Khalti.',
        '',
        'Your Coupon Code: 7K3Q9F2M',
        '',
        'To redeem your coupon, please apply the code within the Nettv app.',
        '',
        'Please note:',
        '- Coupons are valid only in the region where they are issued.',
        '- Coupon validity and applicable terms are governed by Nettv.',
        '',
        'If you need any assistance, please contact our support team.',
        '',
        'Best regards,',
        'Himal Pay',
      ].join('\n'),
    );
    expect(email.html).toContain('7K3Q9F2M');
    expect(email.html).toContain('Coupons are valid only in the region');
  });

  it('shows the PIN wherever the text has it, also amid a line', async () => {
    const template = { subject: 'Hello', body: 'Use {pin} now,\nor {pin} later.\n\nUse {pin} now,\nor {pin} later.' };
    const { html, text } = await renderPurchaseEmail({ template, facts: facts({ pin: 'A1B2' }) });
    expect(html.split('A1B2')).toHaveLength(5);
    expect(text).toBe('Use A1B2 now,\nor A1B2 later.\n\nUse A1B2 now,\nor A1B2 later.');
  });

  it('escapes what the settings hold', async () => {
    const { html } = await emailOf({ company: '<script>alert(1)</script>' });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });

  it('loads nothing from elsewhere', async () => {
    const { html } = await emailOf({});
    expect(html.replace(/<!DOCTYPE[^>]*>/, '')).not.toMatch(/https?:\/\//);
  });
});
