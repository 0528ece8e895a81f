import { useTranslations } from 'next-intl';
import { fillMessage, type MessageChannel, sampleFacts } from '@/lib/adapters/messaging/fill-message';
import { type MessageOrigin, suggestedTexts } from '@/lib/adapters/messaging/suggested-texts';
import { customerLanguageNames, customerLanguages } from '@/lib/core/entities/customer-language';
import type { OrganizationTemplate } from '@/lib/domain/sales/deliveries/message-templates';
import { MessageText } from './template-preview';

type OtherTextsProps = { templates: Record<MessageChannel, OrganizationTemplate>; companyName: string };

const origins: MessageOrigin[] = ['stock', 'khalti'];
const channels: MessageChannel[] = ['sms', 'email'];

/** The texts that are sent next to those above: of own stock while there is none of one's own, and in other languages. */
export function OtherTexts({ templates, companyName }: OtherTextsProps) {
  const t = useTranslations('messaging.others');
  const texts = customerLanguageNames.flatMap((language) =>
    origins.map((origin) => ({
      language,
      origin,
      sent: channels.filter((channel) => language !== 'en' || (origin === 'stock' && templates[channel].isSuggested)),
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
