'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { NumberField } from '@/components/number-field';
import { SlowNotice } from '@/components/slow-notice';
import { toastError, toastSuccess } from '@/components/toasts';
import { issuedAtOnce } from '@/lib/codes/schemas';
import { issueCodesAction } from './actions';
import { codeLists } from './code-queries';

type IssueCodesProps = {
  coupon: { id: number; code: string; maxRedemptions: number | null; security: 'public' | 'restricted' };
  /** Available and sold ones. */
  codesOut: number;
};

export function IssueCodesButton(props: IssueCodesProps) {
  const t = useTranslations('codes.issue');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" icon={<Plus />} onPress={() => setOpen(true)}>
        {t('action')}
      </Button>
      <Dialog title={t('title', { code: props.coupon.code })} isOpen={isOpen} onOpenChange={setOpen}>
        <IssueCodesForm {...props} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function IssueCodesForm({ coupon, codesOut, onDone }: IssueCodesProps & { onDone: () => void }) {
  const t = useTranslations('codes');
  const router = useRouter();
  const queryClient = useQueryClient();
  const schema = useMemo(() => {
    const words = t('problem.count');
    return z.object({ count: z.int(words).min(1, words).max(issuedAtOnce, words) });
  }, [t]);
  const form = useSchemaForm(schema, { count: 100 });
  const issue = useMutation({ mutationFn: issueCodesAction, onError: () => toastError(t('failed.offline')) });

  const submit = async ({ count }: { count: number }) => {
    const result = await issue.mutateAsync({ couponId: coupon.id, count });
    if (!result.ok) return showServerErrors(form, result);
    await queryClient.invalidateQueries({ queryKey: codeLists(coupon.id) });
    toastSuccess(t('issue.done', { count: result.value.issued }));
    onDone();
    router.refresh();
  };
  const typed = useWatch({ control: form.control, name: 'count' });
  const count = Number.isInteger(typed) ? typed : 0;
  const limit = coupon.maxRedemptions;
  return (
    <Form form={form} onSubmit={submit} guard={false} className="flex flex-col gap-4">
      <p className="text-muted">{t('issue.text')}</p>
      <NumberField control={form.control} name="count" label={t('issue.count')} help={t('issue.countHelp')} autoFocus />
      {coupon.security === 'public' && <p className="text-13 text-muted">{t('issue.publicNote')}</p>}
      <div role="status">
        {limit !== null && codesOut + count > limit && (
          <p className="rounded-lg bg-warning-soft p-3 text-13 text-warning-soft-foreground">
            {t('issue.overLimit', { limit, codes: codesOut, count })}
          </p>
        )}
      </div>
      <SubmitBar label={t('issue.submit', { count })}>
        <SlowNotice isWaiting={issue.isPending} waitingFor={t('issue.waiting')} />
      </SubmitBar>
    </Form>
  );
}
