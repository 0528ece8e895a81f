'use client';

import { inputVariants } from '@heroui/styles';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { toastError } from '@/components/toasts';
import { curlOf } from '@/lib/api/reference/samples/curl';
import { type SampleCall, type SampleRequest, sampleRequest } from '@/lib/api/reference/samples/request';
import { CodeBlock } from './code-block';

const languages = { curl: 'curl', javascript: 'JavaScript', php: 'PHP', python: 'Python', java: 'Java' } as const;
type Language = keyof typeof languages;
type Write = (request: SampleRequest) => string;

const isLanguage = (name: string | null): name is Language => name !== null && Object.hasOwn(languages, name);

/** The language that somebody chose, for every sample and for the next visit. */
const storageKey = 'coupon-desk-samples';
const readers = new Set<() => void>();
let chosen: Language | null = null;

function read(): Language {
  if (chosen === null) {
    const kept = storedLanguage();
    chosen = isLanguage(kept) ? kept : 'curl';
  }
  return chosen;
}

function show(language: Language): void {
  chosen = language;
  for (const reader of readers) reader();
}

function choose(language: Language): void {
  show(language);
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Nothing is kept where a browser forbids it.
  }
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function subscribe(reader: () => void) {
  readers.add(reader);
  return () => readers.delete(reader);
}

const loadPrograms = () => import('@/lib/api/reference/samples/programs');

/** What writes a sample in the language: curl's is there at once, the others are loaded when one is chosen. */
function useWriter(language: Language): Write {
  const t = useTranslations('common');
  const [loaded, setLoaded] = useState<{ language: Language; write: Write } | null>(null);
  useEffect(() => {
    if (language === 'curl') return;
    let isGone = false;
    loadPrograms().then(
      ({ javascriptOf, phpOf, pythonOf, javaOf }) => {
        const write = { javascript: javascriptOf, php: phpOf, python: pythonOf, java: javaOf }[language];
        if (!isGone) setLoaded({ language, write });
      },
      () => {
        // Said once, by the first of the page's samples; the choice is kept for the next visit.
        if (isGone || read() === 'curl') return;
        show('curl');
        toastError(t('notLoaded'));
      },
    );
    return () => {
      isGone = true;
    };
  }, [language, t]);
  return loaded?.language === language ? loaded.write : curlOf;
}

/** A call in the language that somebody reads. */
export function Samples({ call, origin, name }: { call: SampleCall; origin: string; name: string }) {
  const t = useTranslations('docs');
  const language = useSyncExternalStore<Language>(subscribe, read, () => 'curl');
  const write = useWriter(language);
  return (
    <>
      <select
        aria-label={t('languageOf', { name })}
        value={language}
        onChange={({ target }) => isLanguage(target.value) && choose(target.value)}
        data-slot="input"
        className={`${inputVariants()} h-11 self-start md:h-8 md:text-13`}
      >
        {Object.entries(languages).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <CodeBlock
        text={write(sampleRequest(call, origin))}
        label={t('exampleOf', { name })}
        copyLabel={t('copySample', { language: languages[language] })}
      />
    </>
  );
}
