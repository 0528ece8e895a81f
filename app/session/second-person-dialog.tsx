'use client';

import { useEffect, useState } from 'react';
import { whenNeeded } from '@/components/when-needed';
import { answerSecondPersonRequests, type SecondPersonRequest } from './second-person';

const SecondPersonForm = whenNeeded(() => import('./second-person-form').then((module) => module.SecondPersonForm));

type Asked = SecondPersonRequest & { answer: (isAsked: boolean) => void };

/** Asks why, when something needs a second person, and leads to where it waits. */
export function SecondPersonDialog() {
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(
    () => answerSecondPersonRequests((request) => new Promise((answer) => setAsked({ ...request, answer }))),
    [],
  );
  if (!asked) return null;
  const answer = (isAsked: boolean) => {
    setAsked(null);
    asked.answer(isAsked);
  };
  return <SecondPersonForm request={asked} onAsked={() => answer(true)} onClose={() => answer(false)} />;
}
