'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionFailure } from '@/app/session/action';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { Instant } from '@/components/instant';
import { TextareaField, TextField } from '@/components/text-field';
import { toastError, toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import { writtenPlaceholders } from '@/lib/adapters/messaging/fill-message';
import type { OrganizationTemplate } from '@/lib/domain/sales/deliveries/message-templates';
import { resetMessageTemplateAction, updateMessageTemplateAction } from './actions';
import { TemplatePreview } from './template-preview';

const loadSchema = () =>
  import('@/lib/domain/sales/deliveries/template-schemas').then((module) => module.updateMessageTemplateInput);

const StaleTemplateDialog = whenNeeded(() =>
  import('./stale-template-dialog').then((module) => module.StaleTemplateDialog),
);

type TemplateFormProps = { initial: OrganizationTemplate; companyName: string; canChange: boolean };

const valuesOf = ({ channel, language, version, subject, body }: OrganizationTemplate) => ({
  ...{ channel, language, version, subject, body },
});

/** One message's text, with its preview next to it. */
export function TemplateForm({ initial, companyName, canChange }: TemplateFormProps) {
  const t = useTranslations('messaging.template');
  const [template, setTemplate] = useState(initial);
  const [theirs, setTheirs] = useState<OrganizationTemplate | null>(null);
  const form = useSchemaForm(loadSchema, valuesOf(initial));
  const save = useAction(updateMessageTemplateAction);
  const reset = useAction(resetMessageTemplateAction);
  const { channel, language } = template;

  const show = (saved: OrganizationTemplate) => {
    setTemplate(saved);
    form.reset(valuesOf(saved));
  };
  const refuse = (refusal: ActionFailure) => {
    if (refusal.code === 'stale') setTheirs(refusal.details.template as OrganizationTemplate);
    else showServerErrors(form, refusal);
  };
  const restore = async (before: OrganizationTemplate, version: number) => {
    const result = await save.mutateAsync({ ...valuesOf(before), version });
    if (!result.ok) return refuse(result);
    show(result.value);
    toastSuccess(t('restored'));
  };
  const resetText = async () => {
    const before = template;
    const result = await reset.mutateAsync({ channel, language, version: before.version }).catch(() => null);
    if (!result) return toastError(t('resetFailed'));
    if (!result.ok) return refuse(result);
    const { value } = result;
    show(value);
    toastSuccess(t('reset'), { action: { label: t('undo'), onPress: () => void restore(before, value.version) } });
  };

  return (
    <section aria-label={t(`title.${channel}`)} className="card p-5">
      <h2 className="text-base font-semibold">{t(`title.${channel}`)}</h2>
      <p className="mt-0.5 text-13 text-muted text-pretty">
        {template.isSuggested
          ? t('isSuggested')
          : t.rich('changed', {
              by: template.updatedBy ?? '',
              at: () => <Instant value={template.updatedAt ?? ''} />,
            })}
      </p>
      <div className="mt-5 grid items-start gap-6 lg:grid-cols-2">
        <Form
          form={form}
          className="flex min-w-0 flex-col gap-5"
          onSubmit={async (values) => {
            const result = await save.mutateAsync(values);
            if (!result.ok) return refuse(result);
            show(result.value);
            toastSuccess(t('saved'));
          }}
        >
          {channel === 'email' && (
            <TextField
              control={form.control}
              name="subject"
              label={t('subject')}
              maxLength={150}
              isDisabled={!canChange}
            />
          )}
          <TextareaField
            control={form.control}
            name="body"
            label={t(`body.${channel}`)}
            help={t('placeholders', { list: writtenPlaceholders.join(' ') })}
            rows={channel === 'sms' ? 6 : 18}
            isDisabled={!canChange}
          />
          {canChange && (
            <div className="flex flex-wrap items-start gap-2">
              <SubmitBar label={t(`save.${channel}`)} />
              <Button
                look="quiet"
                icon={<Undo2 />}
                isDisabled={template.isSuggested}
                isPending={reset.isPending}
                onPress={() => void resetText()}
              >
                {t('resetTo')}
              </Button>
            </div>
          )}
        </Form>
        <TemplatePreview control={form.control} channel={channel} companyName={companyName} />
      </div>
      {theirs && (
        <StaleTemplateDialog
          theirs={theirs}
          onClose={() => setTheirs(null)}
          onChoose={(keepMine) => {
            setTemplate(theirs);
            if (keepMine) form.setValue('version', theirs.version);
            else form.reset(valuesOf(theirs));
            setTheirs(null);
          }}
        />
      )}
    </section>
  );
}
