import type { MessageChannel, MessageTemplate } from './fill-message';

/** The texts that the Nettv cine contract suggests, to the letter; the organization can write its own. */
export const contractTemplates: Record<MessageChannel, MessageTemplate> = {
  sms: {
    subject: null,
    body: 'Thank you for subscribing to Nettv cine via Khalti. Your coupon code is {pin}. Redeem it in the Nettv app. T&C apply.',
  },
  email: {
    subject: 'Purchase Confirmation — Nettv cine Coupon Code',
    body: `Dear User,

Thank you for subscribing to the Nettv cine coupon through Khalti.

Your Coupon Code: {pin}

To redeem your coupon, please apply the code within the Nettv app.

Please note:
- Coupons are valid only in the region where they are issued.
- Coupon validity and applicable terms are governed by Nettv.

If you need any assistance, please contact our support team.

Best regards,
{company}`,
  },
};
