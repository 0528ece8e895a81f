'use client';

import { Plus, QrCode, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton, LinkButton } from '@/components/button';
import { Chip } from '@/components/chip';
import { CopyButton } from '@/components/copy-button';
import { FilterMenu } from '@/components/filter-menu';
import { MenuButton } from '@/components/menu-button';
import { StatusBadge } from '@/components/status-badge';
import { longCode, longName, nothing, nowhere } from './samples';
import { Section, Specimen } from './specimen';

const looks = ['primary', 'secondary', 'quiet', 'danger', 'danger-quiet'] as const;
const tones = ['green', 'amber', 'red', 'grey', 'accent'] as const;

const actions = [
  { id: 'codes', label: 'Codes', icon: <QrCode />, href: '/dev/gallery' },
  { id: 'edit', label: 'Edit', onPress: nothing },
  { id: 'off', label: 'Not now', onPress: nothing, isDisabled: true },
  { id: 'delete', label: 'Delete', icon: <Trash2 />, onPress: nothing, tone: 'danger' as const },
];

/** What is pressed, and the small marks next to it. */
export function Presses() {
  const [filter, setFilter] = useState<'active' | 'off' | null>('active');
  const eachLook = (props: { isDisabled?: boolean; isPending?: boolean; size?: 'sm' }) =>
    looks.map((look) => (
      <Button key={look} look={look} {...props}>
        Create coupon
      </Button>
    ));
  return (
    <Section id="presses" title="Buttons">
      <Specimen name="Button">{eachLook({})}</Specimen>
      <Specimen name="Button, small">{eachLook({ size: 'sm' })}</Specimen>
      <Specimen name="Button, disabled">{eachLook({ isDisabled: true })}</Specimen>
      <Specimen name="Button, pending">{eachLook({ isPending: true })}</Specimen>
      <Specimen name="Button with an icon, with a long label">
        <Button look="primary" icon={<Plus />}>
          Create coupon
        </Button>
        <Button>{longName}</Button>
        <Button>{longCode}</Button>
      </Specimen>
      <Specimen name="LinkButton">
        {looks.map((look) => (
          <LinkButton key={look} look={look} href="/dev/gallery">
            To the gallery
          </LinkButton>
        ))}
      </Specimen>
      <Specimen name="IconButton: usual, small, disabled, pending">
        <IconButton label="Add" icon={<Plus />} />
        <IconButton label="Add, small" icon={<Plus />} size="sm" />
        <IconButton label="Add, disabled" icon={<Plus />} isDisabled />
        <IconButton label="Add, pending" icon={<Plus />} look="secondary" isPending />
      </Specimen>
      <Specimen name="CopyButton: alone, with its label">
        <CopyButton value={longCode} label="Copy code" />
        <CopyButton value={longCode} label="Copy PIN" wide />
      </Specimen>
      <Specimen name="MenuButton: alone, with its label">
        <MenuButton label="More" actions={actions} />
        <MenuButton label="More with a label" actions={actions} look="secondary">
          More
        </MenuButton>
      </Specimen>
      <Specimen name="FilterMenu">
        <FilterMenu
          label="State"
          options={[
            { value: 'active', label: 'Active' },
            { value: 'off', label: 'Off' },
          ]}
          value={filter}
          to={(value) => ({ ...nowhere, onFollow: () => setFilter(value) })}
        />
      </Specimen>
      <Specimen name="Chip: short, name and value, 64 characters, a long name">
        <Chip label="Remove Premium" onRemove={nothing}>
          Premium
        </Chip>
        <Chip label="Remove filter State: Active" onRemove={nothing}>
          <span className="shrink-0 text-muted">State</span>
          <span className="font-medium">Active</span>
        </Chip>
        <Chip label="Remove the code" onRemove={nothing}>
          <span className="truncate font-medium">{longCode}</span>
        </Chip>
        <Chip label="Remove the group" onRemove={nothing}>
          <span className="truncate font-medium">{longName}</span>
        </Chip>
      </Specimen>
      <Specimen name="StatusBadge">
        {tones.map((tone) => (
          <StatusBadge key={tone} tone={tone}>
            {tone}
          </StatusBadge>
        ))}
      </Specimen>
    </Section>
  );
}
