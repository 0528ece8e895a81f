/** The texts that the Nettv cine contract suggests, to the letter. */
export const emailSubject = 'Purchase Confirmation — Nettv cine Coupon Code';

export function smsText(pin: string): string {
  return `Thank you for subscribing to Nettv cine via Khalti. Your coupon code is ${pin}. Redeem it in the Nettv app. T&C apply.`;
}

export type PurchaseEmail = { pin: string; companyName: string };

export const emailCopy = {
  greeting: 'Dear User,',
  thanks: 'Thank you for subscribing to the Nettv cine coupon through Khalti.',
  codeLabel: 'Your Coupon Code:',
  howTo: 'To redeem your coupon, please apply the code within the Nettv app.',
  notesTitle: 'Please note:',
  notes: [
    'Coupons are valid only in the region where they are issued.',
    'Coupon validity and applicable terms are governed by Nettv.',
  ],
  help: 'If you need any assistance, please contact our support team.',
  closing: 'Best regards,',
} as const;

/** The email as plain text: its own part of the mail, and what staff copy when nothing could be sent. */
export function emailText({ pin, companyName }: PurchaseEmail): string {
  return [
    emailCopy.greeting,
    emailCopy.thanks,
    `${emailCopy.codeLabel} ${pin}`,
    emailCopy.howTo,
    [emailCopy.notesTitle, ...emailCopy.notes.map((note) => `- ${note}`)].join('\n'),
    emailCopy.help,
    `${emailCopy.closing}\n${companyName}`,
  ].join('\n\n');
}
