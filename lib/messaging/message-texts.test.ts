import { describe, expect, it } from 'vitest';
import { emailSubject, smsText } from './message-texts';
import { renderPurchaseEmail } from './purchase-email';
import { measureSms } from './sms-segments';

describe('the SMS', () => {
  it('is the text of the contract', () => {
    expect(smsText('7K3Q-9F2M')).toBe(
      'Thank you for subscribing to Nettv cine via Khalti. Your coupon code is 7K3Q-9F2M. Redeem it in the Nettv app. T&C apply.',
    );
  });

  it('is one GSM-7 segment for a PIN of up to 48 characters', () => {
    expect(measureSms(smsText('A'.repeat(48)))).toEqual({ encoding: 'gsm7', units: 160, segments: 1 });
    expect(measureSms(smsText('A'.repeat(49))).segments).toBe(2);
  });
});

describe('the size of an SMS', () => {
  it('counts extended characters twice', () => {
    expect(measureSms('[€]')).toEqual({ encoding: 'gsm7', units: 6, segments: 1 });
  });

  it('counts Nepali text in UCS-2', () => {
    expect(measureSms('न'.repeat(70))).toEqual({ encoding: 'ucs2', units: 70, segments: 1 });
    expect(measureSms('न'.repeat(71)).segments).toBe(2);
    expect(measureSms('न'.repeat(135)).segments).toBe(3);
  });

  it('counts an emoji as two units', () => {
    expect(measureSms('🎬')).toEqual({ encoding: 'ucs2', units: 2, segments: 1 });
  });
});

describe('the email', () => {
  it('carries the contract’s text with the PIN and the company', async () => {
    const email = await renderPurchaseEmail({ pin: '7K3Q9F2M', companyName: 'Himal Pay' });
    expect(email.subject).toBe(emailSubject);
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
  });

  it('escapes what the settings hold', async () => {
    const { html } = await renderPurchaseEmail({ pin: 'A', companyName: '<script>alert(1)</script>' });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });

  it('loads nothing from elsewhere', async () => {
    const { html } = await renderPurchaseEmail({ pin: 'A', companyName: 'B' });
    expect(html.replace(/<!DOCTYPE[^>]*>/, '')).not.toMatch(/https?:\/\//);
  });
});
