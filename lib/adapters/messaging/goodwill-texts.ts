import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import type { MessageChannel, MessageTemplate } from './fill-message';

type Texts = Record<MessageChannel, MessageTemplate>;

/** What goes out with a code that a customer is given for nothing; the SMS in the alphabet of 160 characters where that has the letters. */
export const goodwillTemplates: Record<CustomerLanguage, (hasEnd: boolean) => Texts> = {
  en: (hasEnd) => ({
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
  }),
  ne: (hasEnd) => ({
    sms: {
      subject: null,
      body: `असुविधाका लागि क्षमाप्रार्थी छौं। तपाईंको कोड {pin} हो${hasEnd ? ', म्याद {valid_until} सम्म' : ''}। {company}`,
    },
    email: {
      subject: '{company} बाट तपाईंका लागि कोड',
      body: `असुविधाका लागि क्षमाप्रार्थी छौं, र यसको सट्टामा यो कोड दिन चाहन्छौं।

तपाईंको कोड: {pin}

${hasEnd ? 'यसको म्याद {valid_until} सम्म छ। ' : ''}कुपन प्रयोग गर्ने ठाउँमा यो कोड राख्नुहोस्।

{company}`,
    },
  }),
  pt: (hasEnd) => ({
    sms: {
      subject: null,
      body: `Pedimos desculpas pelo transtorno. O seu cupom é {pin}${hasEnd ? ', para usar até {valid_until}' : ''}. {company}`,
    },
    email: {
      subject: 'Um código para você de {company}',
      body: `Pedimos desculpas pelo transtorno e gostaríamos de compensar.

O seu código: {pin}

${hasEnd ? 'Ele vale até {valid_until}. ' : ''}Digite-o onde você usa cupons.

{company}`,
    },
  }),
};
