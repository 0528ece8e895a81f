import { useTranslations } from 'next-intl';
import { fillMessage, type MessageChannel, sampleFacts } from '@/lib/adapters/messaging/fill-message';
import { type MessageOrigin, suggestedTexts } from '@/lib/adapters/messaging/suggested-texts';
import { type CustomerLanguage, customerLanguageNames, customerLanguages } from '@/lib/core/entities/customer-language';
import type { OrganizationTemplates } from '@/lib/domain/sales/deliveries/message-templates';
import { MessageText } from './template-preview';

type OtherTextsProps = { templates: OrganizationTemplates; shown: CustomerLanguage; companyName: string };

const origins: MessageOrigin[] = ['stock', 'khalti'];
const channels: MessageChannel[] = ['sms', 'email'];

/** The suggested texts that are sent next to those above, while there are none of one's own in their language. */
export function OtherTexts({ templates, shown, companyName }: OtherTextsProps) {
  const t = useTranslations('messaging.others');
  const texts = customerLanguageNames.flatMap((language) =>
    origins.map((origin) => ({
      language,
      origin,
      sent: channels.filter(
        (channel) => templates[language][channel].isSuggested && !(origin === 'khalti' && language === shown),
      ),
    })),
  );
  return (
    <section aria-label={t('title')} className="card p-5">
      <h2 className="text-base font-semibold">{t('title')}</h2>
      <p className="mt-0.5 mb-4 max-w-prose text-13 text-pretty text-muted">{t('text')}</p>
      <div className="flex flex-col gap-3">
        {texts
          .filter(({ sent }) => sent.length > 0)
          .map(({ language, origin, sent }) => (
            <details key={`${language} ${origin}`}>
              <summary className="cursor-pointer py-1 font-medium">
                <span lang={language}>{customerLanguages[language]}</span>, {t(`origin.${origin}`)}
              </summary>
              <div lang={language} className="mt-2 grid items-start gap-3 lg:grid-cols-2">
                {sent.map((channel) => (
                  <MessageText
                    key={channel}
                    {...fillMessage(suggestedTexts[language][origin][channel], {
                      ...sampleFacts,
                      company: companyName,
                    })}
                  />
                ))}
              </div>
            </details>
          ))}
      </div>
    </section>
  );
}
