'use client';

import { KeyRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/button';
import { Form, SubmitBar } from '@/components/form';
import { TextField } from '@/components/text-field';
import type { OwnFactors } from '@/lib/platform/factors/own-factors';
import { startAgainAction } from './actions';
import { enter, enterWithPasskey } from './enter';
import { RefusalAlert } from './refusal-alert';
import { useEntering } from './use-entering';

type SecondStepFormProps = {
  returnTo: string;
  /** What the person can show. */
  factors: OwnFactors;
};

/** After a right password: a code of the app, a passkey, or a recovery code for anyone who has neither at hand. */
export function SecondStepForm({ returnTo, factors }: SecondStepFormProps) {
  const t = useTranslations('auth.secondStep');
  const router = useRouter();
  const { refusal, attempts, isNavigating, follow, forget } = useEntering(returnTo);
  const [way, setWay] = useState<'totp' | 'recovery_code' | null>(factors.totp ? 'totp' : null);
  const [isAsking, setAsking] = useState(false);

  const usePasskey = async () => {
    setAsking(true);
    await follow(enterWithPasskey(true));
    setAsking(false);
  };
  const startAgain = async () => {
    await startAgainAction();
    router.refresh();
  };
  const choose = (next: typeof way) => {
    forget();
    setWay(next);
  };
  const other = way === 'recovery_code' ? (factors.totp ? 'totp' : null) : 'recovery_code';

  return (
    <div className="flex flex-col gap-5">
      <div>
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <p className="mt-0.5 text-13 text-muted">{t(way ?? 'passkey')}</p>
      </div>
      {refusal && <RefusalAlert key={attempts} refusal={refusal} refused={t('refused')} />}
      {way && (
        <CodeForm
          key={way}
          way={way}
          isNavigating={isNavigating}
          onSubmit={(code) => follow(enter('second-factor', { way, code }))}
        />
      )}
      {factors.passkey && (
        <Button icon={<KeyRound />} onPress={usePasskey} isPending={isAsking} look={way ? 'secondary' : 'primary'}>
          {t('usePasskey')}
        </Button>
      )}
      <div className="flex flex-wrap justify-between gap-2 border-t border-separator pt-4">
        {(other === 'totp' || factors.recovery) && (
          <Button look="quiet" size="sm" onPress={() => choose(other)}>
            {t(other === 'recovery_code' ? 'useRecoveryCode' : other === 'totp' ? 'useApp' : 'back')}
          </Button>
        )}
        <Button look="quiet" size="sm" onPress={startAgain}>
          {t('startAgain')}
        </Button>
      </div>
    </div>
  );
}

type CodeFormProps = {
  way: 'totp' | 'recovery_code';
  isNavigating: boolean;
  /** @returns whether the code was wrong */
  onSubmit: (code: string) => Promise<boolean>;
};

function CodeForm({ way, isNavigating, onSubmit }: CodeFormProps) {
  const t = useTranslations('auth.secondStep');
  // An empty code is refused when it is sent. Said when the field is left, it would move the buttons below from under a press.
  const form = useForm({
    resolver: ({ code }: { code: string }) => ({ values: { code: code.trim() }, errors: {} }),
    defaultValues: { code: '' },
  });
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5"
      onSubmit={async ({ code }) => {
        if (await onSubmit(code)) form.setFocus('code', { shouldSelect: true });
      }}
    >
      <TextField
        control={form.control}
        name="code"
        label={t(way === 'totp' ? 'code' : 'recoveryCode')}
        autoComplete={way === 'totp' ? 'one-time-code' : 'off'}
        inputMode={way === 'totp' ? 'numeric' : 'text'}
        maxLength={60}
        mono
        autoFocus
      />
      <SubmitBar label={t('submit')} isPending={isNavigating} />
    </Form>
  );
}
