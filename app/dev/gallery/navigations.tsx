'use client';

import { useState } from 'react';
import { Button } from '@/components/button';
import { EnvironmentLabel } from '@/components/environment-label';
import { PageHeader } from '@/components/page-header';
import { useShortcut, useShortcutsHelp } from '@/components/shortcuts';
import { StatusBadge } from '@/components/status-badge';
import { TabsNav } from '@/components/tabs-nav';
import { longCode, longName, nothing } from './samples';
import { Section, Specimen } from './specimen';

const tabs = [
  { href: '/dev/gallery#navigation', label: 'Overview', isCurrent: true },
  { href: '/dev/gallery#codes', label: 'Codes', count: '1,204' },
  { href: '/dev/gallery#groups', label: 'User groups', count: 3 },
  { href: '/dev/gallery#prices', label: 'TVOD prices' },
  { href: '/dev/gallery#statistics', label: 'Statistics' },
  { href: '/dev/gallery#activity', label: 'Activity' },
];

/** The frame around this page shows AppShell, NavList, AccountMenu and ThemeMenu. */
export function Navigations() {
  const [pressed, setPressed] = useState('nothing yet');
  const showHelp = useShortcutsHelp();
  useShortcut('n', 'New', () => setPressed('n'));
  // The frame has the same keys for a section; the page's own win.
  useShortcut('g i', 'The page has these keys, too', () => setPressed('g i'));
  return (
    <Section id="navigation" title="Navigation">
      <Specimen name="PageHeader: breadcrumb, badge, action, menu, 64 characters" isWide>
        <PageHeader
          title={longCode}
          subtitle={longName}
          breadcrumb={[
            { label: 'Coupons', href: '/dev/gallery' },
            { label: longCode, href: '/dev/gallery#codes' },
            { label: 'Codes', href: '/dev/gallery#navigation' },
          ]}
          badge={<StatusBadge tone="green">Active</StatusBadge>}
          action={<Button look="primary">Issue codes</Button>}
          menu={[{ id: 'edit', label: 'Edit', onPress: nothing }]}
        />
      </Specimen>
      <Specimen name="TabsNav" isWide>
        <TabsNav label="Parts of a coupon" tabs={tabs} />
      </Specimen>
      <Specimen name="EnvironmentLabel: live, sandbox" isWide>
        <div className="flex max-w-60 flex-col gap-3">
          <EnvironmentLabel label="Live" isSandbox={false} isCollapsed={false} />
          <EnvironmentLabel label="Sandbox supplier" isSandbox isCollapsed={false} />
        </div>
      </Specimen>
      <Specimen name="Shortcuts: press n, or g and i">
        <p role="status">Pressed: {pressed}</p>
        <Button onPress={showHelp}>Show shortcuts</Button>
      </Specimen>
    </Section>
  );
}
