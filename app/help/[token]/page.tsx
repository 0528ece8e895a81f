import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { readHelpToken } from '@/lib/domain/redemptions/redemptions/help-link';
import { languageOf, languages, textsOf } from '../languages';

type Page = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function readPage({ params, searchParams }: Page) {
  const chosen = (await searchParams).lang;
  const accepted = (await headers()).get('accept-language');
  const language = languageOf(typeof chosen === 'string' ? chosen : undefined, accepted);
  return { language, texts: textsOf(language), topics: readHelpToken((await params).token, new Date()) };
}

export async function generateMetadata(page: Page): Promise<Metadata> {
  const { texts, topics } = await readPage(page);
  return { title: { absolute: topics ? texts.title : texts.ended.title } };
}

/** For a customer whose code was refused, from the link that a refusal carries. It knows what is wrong and nothing else. */
export default async function HelpPage(page: Page) {
  const { language, texts, topics } = await readPage(page);
  return (
    <main lang={language} className="mx-auto flex min-h-dvh w-full max-w-lg flex-col px-4 py-10">
      <nav aria-label={Object.values(languages).join(', ')} className="mb-6 flex gap-4 text-13">
        {Object.entries(languages).map(([name, label]) => (
          <a
            key={name}
            href={`?lang=${name}`}
            lang={name}
            aria-current={name === language ? 'true' : undefined}
            className="text-muted underline-offset-4 hover:underline aria-[current]:font-semibold aria-[current]:text-foreground"
          >
            {label}
          </a>
        ))}
      </nav>
      <h1 className="mb-4 text-xl font-semibold tracking-tight">{topics ? texts.title : texts.ended.title}</h1>
      {topics ? (
        <>
          {topics.map((topic) => (
            <section key={topic} className="card mb-4 p-5">
              <p className="font-medium">{texts.topics[topic].wrong}</p>
              <p className="mt-3 text-13 text-muted">{texts.lead}</p>
              <p className="mt-0.5">{texts.topics[topic].fix}</p>
            </section>
          ))}
          <p className="text-muted">{texts.help}</p>
        </>
      ) : (
        <p>{texts.ended.text}</p>
      )}
    </main>
  );
}
