'use client';

import { CircleAlert } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { PasswordField } from '@/components/password-field';
import { TextField } from '@/components/text-field';

type Refusal = 'refused' | 'failed' | 'offline' | { seconds: number };

type SignInFormProps = {
  /** A page of the desk, already checked. */
  returnTo: string;
  /** An earlier attempt came back without saying why. */
  hasFailed: boolean;
};

export function SignInForm({ returnTo, hasFailed }: SignInFormProps) {
  const t = useTranslations('auth');
  const [refusal, setRefusal] = useState<Refusal | null>(hasFailed ? 'failed' : null);
  const [attempts, setAttempts] = useState(0);
  const [isNavigating, setNavigating] = useState(false);
  const schema = z.object({
    email: z.string().trim().min(1, t('required.email')),
    password: z.string().min(1, t('required.password')),
  });
  const form = useSchemaForm(schema, { email: '', password: '' });

  const enter = async (values: z.output<typeof schema>) => {
    setRefusal(null);
    const found = await attempt(values);
    if (found === null) {
      setNavigating(true);
      // A whole new page: nothing that another person read here before stays in memory.
      window.location.replace(returnTo);
      return;
    }
    setRefusal(found);
    setAttempts((count) => count + 1);
    if (found === 'refused') form.setFocus('password', { shouldSelect: true });
  };

  return (
    <Form form={form} onSubmit={enter} guard={false} className="flex flex-col gap-5">
      {refusal && <RefusalAlert key={attempts} refusal={refusal} />}
      <TextField
        control={form.control}
        name="email"
        label={t('email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        autoFocus
      />
      <PasswordField control={form.control} name="password" label={t('password')} autoComplete="current-password" />
      <SubmitBar label={t('submit')} isPending={isNavigating} />
    </Form>
  );
}

async function attempt(values: { email: string; password: string }): Promise<Refusal | null> {
  try {
    const answer = await signIn('credentials', { ...values, redirect: false });
    if (answer?.ok && !answer.error) return null;
    const seconds = /^rate_limited:(\d+)$/.exec(answer?.error ?? '')?.[1];
    if (seconds) return { seconds: Number(seconds) };
    return answer?.error === 'CredentialsSignin' ? 'refused' : 'failed';
  } catch {
    return 'offline';
  }
}

function RefusalAlert({ refusal }: { refusal: Refusal }) {
  const t = useTranslations('auth');
  const seconds = typeof refusal === 'object' ? refusal.seconds : null;
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    if (seconds === null) return;
    const timer = setTimeout(() => setOver(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds]);

  const text = typeof refusal === 'object' ? t('rateLimited', { seconds: refusal.seconds }) : t(refusal);
  return (
    <div role="alert" className="flex gap-2 rounded-lg bg-danger-soft p-3 text-13 text-danger-soft-foreground">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>{isOver ? t('tryAgainNow') : text}</p>
    </div>
  );
}
