'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import type { Action } from '@/app/session/action';
import { withProof } from '@/app/session/with-proof';
import { CheckboxField } from '@/components/choice-field';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { NumberField } from '@/components/number-field';
import { toastSuccess } from '@/components/toasts';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { changeKeyInput, replaceKeyInput } from '@/lib/domain/access/integrators/schemas';
import { changeKeyAction } from '../actions';
import { isForCoupons } from '../is-for-coupons';
import { KeyNameField } from '../key-fields';
import { KeyLimitFields } from '../key-limit-fields';

type KeyCareProps = { apiKey: IntegratorKeySummary; onClose: () => void; onDone: () => void };

/** Its name, its end and what it is limited to. */
export function ChangeKeyDialog({ apiKey, onClose, onDone }: KeyCareProps) {
  const t = useTranslations('integrators');
  const {
    id: keyId,
    prefix,
    name,
    expiresAt,
    networks,
    couponLimit,
    coupons,
    scopes,
    partnerReplaces,
    requestsPerMinute,
  } = apiKey;
  const form = useSchemaForm(changeKeyInput, {
    ...{ keyId, name, expiresAt, couponLimit, partnerReplaces, networks: networks.join(', '), requestsPerMinute },
    couponIds: coupons.map(({ id }) => id),
  });
  return (
    <FormDialog
      title={t('change.title', { prefix })}
      form={form}
      submitLabel={t('change.submit')}
      onClose={onClose}
      onSubmit={(values) => withProof(() => changeKeyAction(values))}
      onDone={() => {
        toastSuccess(t('change.done', { prefix }));
        onDone();
      }}
    >
      <KeyNameField control={form.control} name="name" />
      <KeyLimitFields hasCoupons={isForCoupons(scopes)} named={coupons} />
      <CheckboxField
        control={form.control}
        name="partnerReplaces"
        label={t('change.partnerReplaces')}
        help={t(buys(scopes) ? 'change.partnerReplacesPins' : 'change.partnerReplacesHelp')}
      />
    </FormDialog>
  );
}

type ReplaceKeyProps = Omit<KeyCareProps, 'onDone'> & {
  replace: Action<z.input<typeof replaceKeyInput>, { key: string }>;
  onMade: (key: string) => void;
};

/** Anyone who holds such a key reads the PINs of what it bought. */
const buys = (scopes: readonly string[]) => scopes.includes('nettv:sell');

/** A new key with the same rights, while the old one works on for some hours. */
export function ReplaceKeyDialog({ apiKey, replace, onClose, onMade }: ReplaceKeyProps) {
  const { id: keyId, prefix, scopes, publishableKey } = apiKey;
  const t = useTranslations('integrators.replace');
  const tPublishable = useTranslations('integrators.publishable');
  const form = useSchemaForm(replaceKeyInput, { keyId, overlapHours: 24 });
  return (
    <FormDialog
      title={t('title', { prefix })}
      form={form}
      submitLabel={t('submit')}
      onClose={onClose}
      onSubmit={(values) => withProof(() => replace(values))}
      onDone={({ key }) => onMade(key)}
    >
      <p className="text-muted text-pretty">{publishableKey === null ? t('text') : tPublishable('replaceText')}</p>
      {buys(scopes) && <p className="text-pretty">{t('pins')}</p>}
      <NumberField control={form.control} name="overlapHours" label={t('overlap')} help={t('overlapHelp')} autoFocus />
    </FormDialog>
  );
}
