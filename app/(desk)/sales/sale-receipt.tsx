import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { usePaymentName } from '@/app/(desk)/use-payment-names';
import { groupByFour } from '@/components/group-by-four';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { QrCode } from '@/components/qr-code';
import type { PrintedReceipt } from '@/lib/domain/sales/receipts/print-receipt';
import type { SaleSummary } from '@/lib/domain/sales/sales/sale-summary';
import { layOutPin, type Paper, type PaperName, papers } from './paper';

type SaleReceiptProps = {
  sale: SaleSummary;
  pin: string;
  receipt: PrintedReceipt;
  paper: PaperName;
  /** It has its size and can be printed. */
  onReady: () => void;
};

const pixelsOfMillimetre = 96 / 25.4;
/** What is too long for a sheet is set smaller, down to this part of its size. */
const smallest = 0.5;

/** Sets it smaller until the sheet holds it. The height of its page in millimetres: on a roll as much as it needs. */
function shrinkToFit(receipt: HTMLElement, { text, width, height }: Paper): number {
  const measure = () => receipt.getBoundingClientRect().height / pixelsOfMillimetre;
  if (height === null) return Math.ceil(Math.max(measure(), width)) + 2;
  for (let scale = 0.95; scale >= smallest && measure() > height - 1; scale -= 0.05) {
    receipt.style.fontSize = `${text * scale}mm`;
  }
  return height;
}

/** One page, seen on paper only; printing a page that has one prints nothing else. */
export function SaleReceipt({ sale, pin, receipt, paper: name, onReady }: SaleReceiptProps) {
  const t = useTranslations('sell.receipt');
  const paper = papers[name];
  const element = useRef<HTMLElement>(null);
  const [height, setHeight] = useState<number | null>(null);
  const isReady = height !== null;
  useEffect(() => {
    let isOver = false;
    void document.fonts.ready.then(() => {
      if (!isOver && element.current) setHeight(shrinkToFit(element.current, paper));
    });
    return () => {
      isOver = true;
    };
  }, [paper]);
  const ready = useEffectEvent(onReady);
  useEffect(() => {
    if (isReady) ready();
  }, [isReady]);

  const { companyName, address, taxNumber, receiptTerms } = receipt.company;
  const { size, lines } = layOutPin(paper, groupByFour(pin));
  return (
    <section
      ref={element}
      aria-hidden
      className="receipt"
      style={{
        // A little less than the page: what is wider by a fraction of a pixel would be made smaller.
        width: `${paper.width - 0.5}mm`,
        padding: `${paper.padding}mm`,
        fontSize: `${paper.text}mm`,
      }}
    >
      {isReady && <style>{`@page { size: ${paper.width}mm ${height}mm; margin: 0 }`}</style>}
      <p className="receipt-company">{companyName}</p>
      {address && <p>{address}</p>}
      {taxNumber && <p>{t('taxNumber', { number: taxNumber })}</p>}
      <p className="receipt-title">
        {t('title')} {receipt.number}
        {receipt.copy > 1 && <strong className="receipt-copy">{t('copy', { copy: receipt.copy })}</strong>}
      </p>
      <dl>
        <Row label={t('createdAt')}>
          <Instant value={receipt.createdAt} exact />
        </Row>
        <Row label={t('product')}>{sale.productName}</Row>
        <Row label={t('price')}>
          <Money paisa={sale.amountPaisa} />
        </Row>
        <PaidBy sale={sale} />
        <Row label={t('seller')}>{sale.sellerName}</Row>
        <Row label={t('reference')}>{sale.reference}</Row>
        {receipt.serial && <Row label={t('serial')}>{receipt.serial}</Row>}
        {sale.validUntil && (
          <Row label={t('validUntil')}>
            <Instant value={sale.validUntil} exact zone end />
          </Row>
        )}
      </dl>
      <p>{lines.length === 1 ? t('pin') : t('pinOnLines', { count: lines.length })}</p>
      <p>
        <code className="receipt-pin" style={{ fontSize: `${size / paper.text}em` }}>
          {lines.map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </code>
      </p>
      {receipt.url && (
        <div className="receipt-check">
          <div style={{ width: `${paper.qr / paper.text}em` }}>
            <QrCode value={receipt.url} label={t('check')} className="block w-full" />
          </div>
          <p>{t('check')}</p>
        </div>
      )}
      <p className="receipt-terms">{receiptTerms || t('note')}</p>
    </section>
  );
}

function PaidBy({ sale: { paymentMethod } }: { sale: SaleSummary }) {
  const t = useTranslations('sell.receipt');
  const nameOf = usePaymentName();
  return paymentMethod && <Row label={t('paidBy')}>{nameOf(paymentMethod)}</Row>;
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
