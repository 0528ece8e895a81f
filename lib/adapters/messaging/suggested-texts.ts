import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import type { MessageChannel, MessageTemplate } from './fill-message';

/** Whose PIN it is: own stock is bought from the organization itself, whatever a supplier's contract says. */
export type MessageOrigin = 'stock' | 'khalti';
type Texts = Record<MessageChannel, MessageTemplate>;

/** The texts that the Nettv cine contract suggests, to the letter; the organization can write its own. */
export const contractTemplates: Texts = {
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

/** What a message says by whose PIN it is and the customer's language, while the organization has not written its own. */
export const suggestedTexts: Record<CustomerLanguage, Record<MessageOrigin, Texts>> = {
  en: {
    khalti: contractTemplates,
    stock: {
      sms: {
        subject: null,
        body: 'Thank you for buying {product} from {company}. Your PIN is {pin}, valid until: {valid_until}. Keep it to yourself.',
      },
      email: {
        subject: 'Your purchase from {company}',
        body: `Dear customer,

Thank you for buying {product} from {company} for {amount}.

Your PIN: {pin}

Please keep it to yourself: anyone who has it can use it. Valid until: {valid_until}.

Reference: {reference}

Best regards,
{company}`,
      },
    },
  },
  ne: {
    khalti: {
      sms: {
        subject: null,
        body: 'खल्तीमार्फत Nettv cine लिनुभएकोमा धन्यवाद। तपाईंको कुपन कोड {pin} हो। Nettv एपमा प्रयोग गर्नुहोस्। सर्तहरू लागू हुनेछन्।',
      },
      email: {
        subject: 'खरिदको पुष्टि — Nettv cine कुपन कोड',
        body: `आदरणीय ग्राहक,

खल्तीमार्फत Nettv cine को कुपन किन्नुभएकोमा धन्यवाद।

तपाईंको कुपन कोड: {pin}

यो कोड Nettv एपमा प्रयोग गर्नुहोस्।

कृपया ध्यान दिनुहोस्:
- कुपन जारी गरिएको क्षेत्रमा मात्र मान्य हुन्छ।
- कुपनको म्याद र लागू हुने सर्तहरू Nettv ले तोकेबमोजिम हुनेछन्।

सहयोग चाहिएमा कृपया हाम्रो ग्राहक सेवामा सम्पर्क गर्नुहोस्।

भवदीय,
{company}`,
      },
    },
    stock: {
      sms: {
        subject: null,
        body: '{company} बाट {product} किन्नुभएकोमा धन्यवाद। तपाईंको पिन {pin} हो, म्याद: {valid_until}। कृपया अरूलाई नदिनुहोस्।',
      },
      email: {
        subject: '{company} बाट गर्नुभएको खरिद',
        body: `आदरणीय ग्राहक,

{company} बाट {amount} मा {product} किन्नुभएकोमा धन्यवाद।

तपाईंको पिन: {pin}

कृपया यो पिन अरू कसैलाई नदिनुहोस्: थाहा पाउने जोकोहीले प्रयोग गर्न सक्छ। म्याद: {valid_until}।

सन्दर्भ नम्बर: {reference}

भवदीय,
{company}`,
      },
    },
  },
  pt: {
    khalti: {
      sms: {
        subject: null,
        body: 'Obrigado por assinar Nettv cine pela Khalti. O seu cupom é {pin}. Use-o no app Nettv. Aplicam-se os termos.',
      },
      email: {
        subject: 'Confirmação de compra — código de cupom Nettv cine',
        body: `Prezado cliente,

Obrigado por comprar o cupom Nettv cine pela Khalti.

O código do seu cupom: {pin}

Para usar o cupom, digite o código no app Nettv.

Observe:
- Os cupons valem apenas na região em que são emitidos.
- A validade dos cupons e os termos aplicáveis são definidos pela Nettv.

Se precisar de ajuda, fale com o nosso atendimento.

Atenciosamente,
{company}`,
      },
    },
    stock: {
      sms: {
        subject: null,
        body: 'Obrigado por comprar {product} com {company}. O seu PIN é {pin}, com validade até: {valid_until}. Mantenha o PIN em segredo.',
      },
      email: {
        subject: 'A sua compra com {company}',
        body: `Prezado cliente,

Obrigado por comprar {product} com {company} por {amount}.

O seu PIN: {pin}

Mantenha o PIN em segredo: quem o tiver pode usá-lo. Válido até: {valid_until}.

Referência: {reference}

Atenciosamente,
{company}`,
      },
    },
  },
};

/** In place of the last day of a PIN that has none. */
export const noEndIn: Record<CustomerLanguage, string> = { en: 'no end', ne: 'म्याद नतोकिएको', pt: 'sem prazo' };
