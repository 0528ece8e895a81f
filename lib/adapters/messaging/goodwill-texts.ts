import type { MessageChannel, MessageTemplate } from './fill-message';

/** What goes out with a code that a customer is given for nothing: one SMS in the alphabet of 160 characters. */
export const goodwillTemplates = (hasEnd: boolean): Record<MessageChannel, MessageTemplate> => ({
  sms: {
    subject: null,
    body: `We are sorry for the trouble. Your code is {pin}${hasEnd ? ', good until {valid_until}' : ''}. {company}`,
  },
  email: {
    subject: 'A code for you from {company}',
    body: `We are sorry for the trouble, and would like to make up for it.

Your code: {pin}

${hasEnd ? 'It is good until {valid_until}. ' : ''}Enter it where you redeem coupons.

{company}`,
  },
});
