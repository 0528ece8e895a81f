import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/copy-button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import type { EndpointItem } from '../webhook-queries';

const standard = 'https://www.standardwebhooks.com';

/** The events it gets, its address, and how a receiver verifies that a message is ours. */
export function EndpointAbout({ endpoint }: { endpoint: EndpointItem }) {
  const t = useTranslations('webhooks');
  const { url, eventTypes, integratorName, createdAt } = endpoint;
  const rich = {
    code: (text: React.ReactNode) => <code className="font-mono text-xs">{text}</code>,
    link: (text: React.ReactNode) => (
      <a href={standard} target="_blank" rel="noreferrer" className="text-link">
        {text}
      </a>
    ),
  };
  return (
    <div className="grid max-w-[1200px] items-start gap-4 lg:grid-cols-[3fr_2fr]">
      <section aria-label={t('about.title')} className="card p-5">
        <Facts
          facts={[
            {
              label: t('about.url'),
              value: (
                <span className="inline-flex items-center gap-1">
                  <span className="text-start font-mono text-13 wrap-anywhere">{url}</span>
                  <CopyButton value={url} label={t('about.copyUrl')} />
                </span>
              ),
            },
            { label: t('about.events'), value: <EventNames types={eventTypes} /> },
            { label: t('about.for'), value: integratorName ?? t('list.everyone') },
            { label: t('about.secret'), value: t('about.secretHidden') },
            { label: t('about.created'), value: <Instant value={createdAt} exact /> },
          ]}
        />
      </section>
      <section className="card flex flex-col gap-2 p-5">
        <h2 className="text-base font-semibold">{t('about.howTitle')}</h2>
        <p className="text-muted">{t.rich('about.how', rich)}</p>
        <p className="text-muted">{t.rich('about.howMore', rich)}</p>
      </section>
    </div>
  );
}

/** Events by the names that the messages carry. */
function EventNames({ types }: { types: readonly string[] }) {
  return (
    <span className="inline-flex flex-wrap gap-x-2 gap-y-0.5">
      {types.map((type) => (
        <span key={type} className="font-mono text-xs whitespace-nowrap">
          {type}
        </span>
      ))}
    </span>
  );
}
