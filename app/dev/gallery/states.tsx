'use client';

import { Ticket } from 'lucide-react';
import { NoPermission } from '@/app/(desk)/no-permission';
import { LinkButton } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { NothingFound } from '@/components/nothing-found';
import { Progress } from '@/components/progress';
import { FormPageSkeleton, SkeletonBar, TablePageSkeleton, TilesSkeleton } from '@/components/skeleton';
import { SlowNotice } from '@/components/slow-notice';
import { longCode, longName, nothing, nowhere } from './samples';
import { Section, Specimen } from './specimen';

/** What a page or a part of it shows in place of its rows. */
export function States() {
  return (
    <Section id="states" title="States">
      <Specimen name="EmptyState: with an action, long" isWide>
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <div className="card">
            <EmptyState
              icon={<Ticket />}
              title="No coupons yet"
              action={<LinkButton href="/dev/gallery">Create coupon</LinkButton>}
            >
              A coupon is a rule: how much, how long and for whom.
            </EmptyState>
          </div>
          <div className="card">
            <EmptyState title={longCode}>{longName}</EmptyState>
          </div>
        </div>
      </Specimen>
      <Specimen name="NothingFound; NoPermission" isWide>
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <div className="card">
            <NothingFound searched={[longCode, longName]} clear={nowhere} />
          </div>
          <div className="card">
            <NoPermission page="/team" />
          </div>
        </div>
      </Specimen>
      <Specimen name="ErrorState: usual, trying again" isWide>
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <div className="card">
            <ErrorState requestId="0199f3a2-7c1e-7000-8000-000000000000" onRetry={nothing} />
          </div>
          <div className="card">
            <ErrorState title={longCode} meaning={longName} onRetry={nothing} isRetrying />
          </div>
        </div>
      </Specimen>
      <Specimen name="Progress: none, half, all, amount unknown, long" isWide>
        <div className="flex max-w-xl flex-col gap-5">
          <Progress label="Issuing codes" value={0} max={5_000} />
          <Progress label="Issuing codes, half" value={2_500} max={5_000} />
          <Progress label="Issuing codes, all" value={5_000} max={5_000} />
          <Progress label="Reading the file" value={null} max={1} />
          <Progress label={longCode} value={1_000_000} max={1_000_000} />
        </div>
      </Specimen>
      <Specimen name="SlowNotice, after 2 s and after 10 s" isWide>
        <SlowNotice isWaiting waitingFor="We are waiting for the supplier to answer." />
      </Specimen>
      <Specimen name="SkeletonBar, TilesSkeleton, TablePageSkeleton, FormPageSkeleton" isWide>
        <div className="flex flex-col gap-8">
          <SkeletonBar />
          <TilesSkeleton />
          <TablePageSkeleton rows={2} />
          <FormPageSkeleton fields={2} />
        </div>
      </Specimen>
    </Section>
  );
}
