'use client';

import { Wallet } from 'lucide-react';
import { BarChart } from '@/components/chart';
import { Country } from '@/components/country';
import { Instant } from '@/components/instant';
import { ListCard, ListRow, ListRows, NothingYet, WholeListLink } from '@/components/list-card';
import { Code, MaskedCode } from '@/components/masked-code';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { QrCode } from '@/components/qr-code';
import { ScrollRegion } from '@/components/scroll-region';
import { StatTile } from '@/components/stat-tile';
import { StatusBadge } from '@/components/status-badge';
import { longCode, longName } from './samples';
import { Section, Specimen } from './specimen';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const redemptions = days.map((label, index) => ({ label, value: (index * 37) % 101 }));
const names = [
  { label: 'Premium', value: 420 },
  { label: longName, value: 120 },
];
const past = '2026-01-31T06:15:00Z';

export function Figures() {
  return (
    <Section id="figures" title="Figures">
      <Specimen name="StatTile: figure, with a link, long" isWide>
        <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
          <StatTile label="Redeemed" value="1,204" note="A week ago by now: 1,100" />
          <StatTile label="Sold" value={<Money paisa={1_000_000_000} />} icon={<Wallet />} href="/dev/gallery" />
          <StatTile label={longName} value="0" />
          <StatTile label="Most used" value="WELCOME25" note={longName} />
        </div>
      </Specimen>
      <Specimen name="BarChart: a sequence, names, nothing" isWide>
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-3">
          <div className="card p-5">
            <BarChart title="Redemptions" data={redemptions} labelHeader="Day" />
          </div>
          <div className="card p-5">
            <BarChart title="By group" data={names} areNames labelHeader="Group" />
          </div>
          <div className="card p-5">
            <BarChart title="No redemptions" data={[]} labelHeader="Day" />
          </div>
        </div>
      </Specimen>
      <Specimen name="Money, Instant (relative, exact, end of a period, day), Mono, Country">
        <Money paisa={200_050} />
        <Money paisa={-200_000} />
        <Instant value={past} />
        <Instant value={past} exact zone />
        <Instant value="2026-12-31T18:15:00Z" exact end zone />
        <Instant value={past} dayOnly />
        <Mono>SALE-7K3Q</Mono>
        <Country code="NP" />
      </Specimen>
      <Specimen name="Mono, 64 characters" isWide>
        <Mono>{longCode}</Mono>
      </Specimen>
      <Specimen name="Code: usual, large, 64 characters; MaskedCode: closed, can be revealed">
        <Code value="7K3QM2XA" />
        <Code value="7K3QM2XA" size="lg" />
        <Code value={longCode} />
        <Code value={longCode} size="lg" />
        <MaskedCode lastFour="7K3Q" name="code 7K3Q" />
        <MaskedCode lastFour="M2XA" name="code M2XA" reveal={async () => longCode} />
      </Specimen>
      <Specimen name="QrCode">
        <QrCode value="https://example.com/7K3QM2XA" label="QR code of 7K3QM2XA" />
      </Specimen>
      <Specimen name="ScrollRegion, wider than its place">
        <ScrollRegion label="Sample" className="max-w-60 overflow-x-auto">
          <pre className="font-mono text-xs">{longCode}</pre>
        </ScrollRegion>
      </Specimen>
      <Specimen name="ListCard: rows, nothing yet" isWide>
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <ListCard title="Ending soon" aside={<WholeListLink href="/dev/gallery">All coupons</WholeListLink>}>
            <ListRows>
              <ListRow href="/dev/gallery" name="WELCOME25" note="Ends tomorrow">
                <StatusBadge tone="amber">Scheduled</StatusBadge>
              </ListRow>
              <ListRow href="/dev/gallery" name={longCode} note={longName}>
                <StatusBadge tone="green">Active</StatusBadge>
              </ListRow>
            </ListRows>
          </ListCard>
          <ListCard title="Changed yesterday">
            <NothingYet>Nothing was changed yesterday.</NothingYet>
          </ListCard>
        </div>
      </Specimen>
    </Section>
  );
}
