import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import { formatPhone } from '@/lib/core/phone';
import type { RecentCustomer } from '@/lib/domain/sales/sales/list-recent-customers';

type RecentCustomersProps = { customers: RecentCustomer[]; onChoose: (customer: RecentCustomer) => void };

/** The last customers of this seller: one press fills in the contacts. */
export function RecentCustomers({ customers, onChoose }: RecentCustomersProps) {
  const t = useTranslations('sell');
  if (customers.length === 0) return null;
  return (
    <div>
      <p id="recent-customers" className="text-13 text-muted">
        {t('recent')}
      </p>
      <ul aria-labelledby="recent-customers" className="mt-1.5 flex flex-wrap gap-2">
        {customers.map((customer) => {
          const { phone, email } = customer;
          const label = [phone && formatPhone(phone), email].filter(Boolean).join(', ');
          return (
            <li key={label} className="max-w-full">
              <Button size="sm" onPress={() => onChoose(customer)} className="figures max-w-full wrap-anywhere">
                {label}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
