'use client';

import {
  Boxes,
  ChartColumn,
  FormInput,
  Layers,
  MousePointerClick,
  Navigation,
  Table2,
  TextCursorInput,
} from 'lucide-react';
import { AppShell } from '@/components/app-shell';
import { PageHeader } from '@/components/page-header';
import { Fields } from './fields';
import { Figures } from './figures';
import { Forms } from './forms';
import { Navigations } from './navigations';
import { Overlays } from './overlays';
import { Presses } from './presses';
import { nothing } from './samples';
import { States } from './states';
import { Tables } from './tables';

const sections = [
  { id: 'presses', label: 'Buttons', icon: <MousePointerClick />, keys: 'g b' },
  { id: 'fields', label: 'Fields', icon: <TextCursorInput />, keys: 'g f' },
  { id: 'forms', label: 'Forms', icon: <FormInput />, keys: 'g o' },
  { id: 'tables', label: 'Tables', icon: <Table2 />, keys: 'g t' },
  { id: 'states', label: 'States', icon: <Boxes />, keys: 'g s' },
  { id: 'figures', label: 'Figures', icon: <ChartColumn />, keys: 'g i' },
  { id: 'navigation', label: 'Navigation', icon: <Navigation />, keys: 'g n' },
  { id: 'overlays', label: 'Overlays', icon: <Layers />, keys: 'g v' },
];

/** In the frame of the app, whose navigation leads to the kinds of components. */
export function Gallery() {
  const items = sections.map(({ id, label, icon, keys }) => ({
    href: `/dev/gallery#${id}`,
    label,
    icon,
    shortcut: keys,
  }));
  return (
    <AppShell
      appName="Gallery"
      homeHref="/dev/gallery"
      groups={[{ label: 'Components', items }]}
      environment={{ label: 'Sandbox supplier', isSandbox: true }}
      user={{ name: 'Sample Person', detail: 'Admin' }}
      onSignOut={nothing}
      onFind={nothing}
      accountHref="/dev/gallery"
    >
      <PageHeader title="Gallery" subtitle="Every component in every state. Choose the theme at the bottom left." />
      <Presses />
      <Fields />
      <Forms />
      <Tables />
      <States />
      <Figures />
      <Navigations />
      <Overlays />
    </AppShell>
  );
}
