'use client';

import { useTranslations } from 'next-intl';
import { type Control, useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { fillMessage, type MessageChannel, sampleFacts } from '@/lib/adapters/messaging/fill-message';
import { measureSms } from '@/lib/adapters/messaging/sms-segments';
import type { updateMessageTemplateInput } from '@/lib/domain/sales/deliveries/template-schemas';

type Values = z.input<typeof updateMessageTemplateInput>;
type TemplatePreviewProps<T> = { control: Control<Values, unknown, T>; channel: MessageChannel; companyName: string };

/** The message as it would arrive, with a PIN that opens nothing; for an SMS also what it costs. */
export function TemplatePreview<T>({ control, channel, companyName }: TemplatePreviewProps<T>) {
  const t = useTranslations('messaging.preview');
  const [subject, body] = useWatch({ control, name: ['subject', 'body'] });
  const filled = fillMessage({ subject, body: body.trim() }, { ...sampleFacts, company: companyName });
  return (
    <div className="min-w-0">
      <h3 className="text-13 font-medium">{t('title')}</h3>
      <p className="mb-2 text-13 text-muted">{t('sample')}</p>
      <MessageText {...filled} />
      {channel === 'sms' && <SmsCost text={filled.text} />}
    </div>
  );
}

function SmsCost({ text }: { text: string }) {
  const t = useTranslations('messaging.preview');
  const { encoding, units, segments, room } = measureSms(text);
  return (
    <div role="status" className="mt-2 text-13">
      <p className="figures font-medium">{t('segments', { segments, units, room })}</p>
      {encoding === 'ucs2' && <p className="text-muted text-pretty">{t('ucs2')}</p>}
      {segments > 1 && <p className="text-muted text-pretty">{t('several', { segments })}</p>}
    </div>
  );
}

export function MessageText({ subject, text }: { subject: string | null; text: string }) {
  const t = useTranslations('deliveries');
  return (
    <div className="rounded-lg bg-default p-3 text-default-soft-foreground">
      {subject !== null && (
        <p className="mb-2 border-b border-border pb-2 font-medium wrap-anywhere">
          <span className="font-normal">{t('subject')}: </span>
          {subject}
        </p>
      )}
      <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>
    </div>
  );
}
