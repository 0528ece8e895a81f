'use client';

import { UserRoundX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { PageHeader } from '@/components/page-header';
import { StatePanel } from '@/components/state-panel';
import { TabsNav } from '@/components/tabs-nav';
import { formatContact } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import { timelineLimits } from '@/lib/domain/sales/customers/customer-address';
import type { Customer, CustomerPage } from '@/lib/domain/sales/customers/get-customer';
import type { GoodwillCoupon } from '@/lib/domain/sales/customers/goodwill-coupons';
import { CustomerCoupons } from './customer-coupons';
import { CustomerTimeline } from './customer-timeline';
import { GoodwillForm } from './goodwill-form';
import { NoteForm } from './note-form';

type CustomerViewProps = {
  page: CustomerPage;
  shown: number;
  /** Whether the person can ask which coupons fit. */
  canQualify: boolean;
  /** The coupons of which the user can give a code. */
  goodwill: GoodwillCoupon[];
};

/** All of one phone number or email address, with a tab for each that the sale has. */
export function CustomerView({ page, shown, canQualify, goodwill }: CustomerViewProps) {
  const t = useTranslations('customers');
  const { saleId, contacts, customer, isErased } = page;
  const breadcrumb = [
    { label: t('finder.title'), href: routes.customers() },
    { label: t('one.sale', { id: saleId }), href: routes.sale(saleId) },
  ];
  if (!customer) {
    return (
      <>
        <PageHeader title={t('one.title', { id: saleId })} breadcrumb={breadcrumb} />
        <StatePanel
          icon={<UserRoundX />}
          title={t(isErased ? 'one.erasedTitle' : 'one.noContactTitle')}
          actions={<LinkButton href={routes.sale(saleId)}>{t('one.openSale')}</LinkButton>}
        >
          <p>{t(isErased ? 'one.erasedText' : 'one.noContactText')}</p>
        </StatePanel>
      </>
    );
  }
  const { by, timeline, hasMore } = customer;
  return (
    <>
      <PageHeader title={formatContact(customer.contact)} breadcrumb={breadcrumb} />
      {contacts.length > 1 && (
        <TabsNav
          label={t('one.contacts')}
          tabs={contacts.map((one) => ({
            href: routes.customerOfSale(saleId, { by: one.by }),
            label: t(`one.by.${one.by}`),
            isCurrent: one.by === by,
          }))}
        />
      )}
      <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-6 lg:order-2">
          <section aria-label={t('one.facts')} className="card p-5">
            <CustomerFacts customer={customer} />
          </section>
          {canQualify && <CustomerCoupons key={by} userRef={latestUser(timeline)} />}
          {goodwill.length > 0 && (
            <GoodwillForm key={by} saleId={saleId} by={by} contact={customer.contact} coupons={goodwill} />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {customer.canNote && <NoteForm key={by} saleId={saleId} by={by} />}
          <CustomerTimeline entries={timeline} saleId={saleId}>
            {hasMore && (
              <div className="flex flex-col items-start gap-2 border-t border-separator pt-4">
                {shown < timelineLimits.most ? (
                  <LinkButton
                    href={routes.customerOfSale(saleId, { by, shown: Math.min(shown * 2, timelineLimits.most) })}
                    scroll={false}
                  >
                    {t('one.older')}
                  </LinkButton>
                ) : (
                  <p className="text-13 text-muted">{t('one.notAll', { count: timelineLimits.most })}</p>
                )}
              </div>
            )}
          </CustomerTimeline>
        </div>
      </div>
    </>
  );
}

const latestUser = (timeline: Customer['timeline']) =>
  timeline.find((entry) => entry.kind === 'redemption')?.userRef ?? null;

function CustomerFacts({ customer: { sales, amountPaisa, messages, firstAt } }: { customer: Customer }) {
  const t = useTranslations('customers');
  return (
    <Facts
      facts={[
        { label: t('sales'), value: sales },
        { label: t('amount'), value: <Money paisa={amountPaisa} /> },
        { label: t('messages'), value: messages },
        ...(firstAt ? [{ label: t('one.firstAt'), value: <Instant value={firstAt} exact /> }] : []),
      ]}
    />
  );
}
