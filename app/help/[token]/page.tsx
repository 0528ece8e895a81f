import type { Metadata } from 'next';
import { customerLanguageOf } from '@/app/customer-language';
import { CustomerPage } from '@/app/customer-page';
import { readHelpToken } from '@/lib/domain/redemptions/redemptions/help-link';
import en from '@/messages/en/help.json';
import ne from '@/messages/ne/help.json';
import pt from '@/messages/pt/help.json';

const texts = { en, ne, pt } satisfies Record<string, typeof en>;

type Page = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

async function readPage({ params, searchParams }: Page) {
  const language = await customerLanguageOf(searchParams);
  return { language, texts: texts[language], topics: readHelpToken((await params).token, new Date()) };
}

export async function generateMetadata(page: Page): Promise<Metadata> {
  const { texts, topics } = await readPage(page);
  return { title: { absolute: topics ? texts.title : texts.ended.title } };
}

/** For a customer whose code was refused, from the link that a refusal carries. It knows what is wrong and nothing else. */
export default async function HelpPage(page: Page) {
  const { language, texts, topics } = await readPage(page);
  return (
    <CustomerPage language={language} title={topics ? texts.title : texts.ended.title}>
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
    </CustomerPage>
  );
}
