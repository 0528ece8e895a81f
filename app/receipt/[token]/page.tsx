import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { customerLanguageOf } from '@/app/customer-language';
import { CustomerPage } from '@/app/customer-page';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { RateLimited } from '@/lib/core/errors';
import { type CheckedReceipt, checkReceipt } from '@/lib/domain/sales/receipts/check-receipt';
import { clientAddress } from '@/lib/platform/auth/client-address';
import { processDatabase, systemContext } from '@/lib/platform/context/context';
import { sayMissing } from '@/lib/platform/process/missing-page';
import { currentSettings } from '@/lib/platform/settings/current-settings';
import en from '@/messages/en/receipt.json';
import ne from '@/messages/ne/receipt.json';
import pt from '@/messages/pt/receipt.json';

const texts = { en, ne, pt } satisfies Record<string, typeof en>;

type Page = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ searchParams }: Page): Promise<Metadata> {
  return { title: { absolute: texts[await customerLanguageOf(searchParams)].heading } };
}

async function check(token: string): Promise<CheckedReceipt | null | 'too_many'> {
  const origin = { address: clientAddress(await headers()), device: undefined };
  try {
    return await checkReceipt({ ...systemContext(processDatabase(), 'Receipt page'), origin }, { token });
  } catch (error) {
    if (error instanceof RateLimited) return 'too_many';
    throw error;
  }
}

/** For anybody who holds a receipt, from the link on it: 404 for one that we did not print. It shows nothing of the PIN, the customer or the seller. */
export default async function ReceiptPage({ params, searchParams }: Page) {
  const language = await customerLanguageOf(searchParams);
  const text = texts[language];
  const { token } = await params;
  const receipt = token.length > 200 ? null : await check(token);
  if (receipt === 'too_many') {
    return (
      <CustomerPage language={language} title={text.tooMany.title}>
        <p>{text.tooMany.text}</p>
      </CustomerPage>
    );
  }
  if (!receipt) {
    sayMissing();
    return (
      <CustomerPage language={language} title={text.unknown.title}>
        <p>{text.unknown.text}</p>
      </CustomerPage>
    );
  }
  const { companyName } = await currentSettings();
  const { number, copy, createdAt, productName, pin, usedAt, validUntil } = receipt;
  return (
    <CustomerPage language={language} title={text.genuine}>
      <section className="card mb-4 p-5">
        <p className="font-medium">{text.pin[pin].title}</p>
        {usedAt && (
          <p className="mt-1">
            <Instant value={usedAt} exact zone />
          </p>
        )}
        <p className="mt-1 text-muted">{text.pin[pin].text}</p>
      </section>
      <section className="card p-5">
        <Facts
          facts={[
            { label: text.company, value: companyName },
            { label: text.number, value: copy > 1 ? `${number} · ${text.copy} ${copy}` : number },
            { label: text.date, value: <Instant value={createdAt} exact /> },
            { label: text.product, value: productName },
            ...(pin === 'unknown' || pin === 'replaced'
              ? []
              : [
                  {
                    label: text.validUntil,
                    value: validUntil ? <Instant value={validUntil} exact zone end /> : text.noEnd,
                  },
                ]),
          ]}
        />
      </section>
    </CustomerPage>
  );
}
