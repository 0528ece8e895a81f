'use client';

import { buttonVariants, Button as HeroButton } from '@heroui/react/button';
import { Spinner } from '@heroui/react/spinner';
import { Tooltip } from '@heroui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';
import { type InPlace, InPlaceLink } from './in-place-link';
import { Link } from './link';
import { useIsHydrated } from './use-hydrated';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-quiet';

const looks = {
  primary: 'primary',
  secondary: 'outline',
  quiet: 'ghost',
  danger: 'danger',
  'danger-quiet': 'danger-soft',
} as const;

type Shared = {
  look?: Look;
  /** 36 px, or 32 px in toolbars. */
  size?: 'md' | 'sm';
  /** An element, not a component: `<Plus />`. */
  icon?: ReactNode;
  className?: string;
};

/** The look of a button, for what is another element. */
export const buttonStyle = ({ look = 'secondary', size = 'md' }: Pick<Shared, 'look' | 'size'>, isIconOnly = false) =>
  buttonVariants({ variant: looks[look], size, isIconOnly });

export type ButtonProps = Shared &
  Omit<ComponentProps<typeof HeroButton>, 'variant' | 'size' | 'className' | 'children' | 'isIconOnly'> & {
    children: ReactNode;
  };

/**
 * Its label says what it does to what. `isPending` keeps the label, shows a spinner and ignores presses. Disabled until
 * hydration: before that a press is lost, or sends a form that nothing receives.
 */
export function Button({ look = 'secondary', size = 'md', icon, isDisabled = false, children, ...props }: ButtonProps) {
  const isHydrated = useIsHydrated();
  return (
    <HeroButton variant={looks[look]} size={size} isDisabled={isDisabled || !isHydrated} {...props}>
      {props.isPending ? <Spinner color="current" size="sm" /> : icon}
      {children}
    </HeroButton>
  );
}

export type LinkButtonProps = Shared & {
  href: string;
  children: ReactNode;
  download?: boolean;
  /** False for more of the same page, which stays where it is. */
  scroll?: boolean;
  'aria-label'?: string;
};

/** A link that looks like a button. A link leads to a page, a Button does something. */
export function LinkButton({ look = 'secondary', size = 'md', icon, children, className, ...props }: LinkButtonProps) {
  return (
    <Link className={`${buttonStyle({ look, size })} ${className ?? ''}`} isFile={props.download ?? false} {...props}>
      {icon}
      {children}
    </Link>
  );
}

export type InPlaceButtonProps = Shared & Partial<InPlace> & { children: ReactNode };

/** A LinkButton to another state of the page; disabled where there is none. */
export function InPlaceButton(props: InPlaceButtonProps) {
  const { icon, children, className = '', href, onFollow } = props;
  const style = `${buttonStyle(props)} ${className}`;
  if (href === undefined || onFollow === undefined) {
    return (
      <button type="button" disabled className={style}>
        {icon}
        {children}
      </button>
    );
  }
  return (
    <InPlaceLink href={href} onFollow={onFollow} className={style}>
      {icon}
      {children}
    </InPlaceLink>
  );
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'icon' | 'fullWidth'> & {
  label: string;
  icon: ReactNode;
  hasTooltip?: boolean;
};

/** Its label is its name for screen readers and its tooltip for everyone else. Disabled until hydration, as a Button is. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, look = 'quiet', size = 'md', hasTooltip = true, isDisabled = false, ...rest } = props;
  const isHydrated = useIsHydrated();
  const button = (
    <HeroButton
      isIconOnly
      aria-label={label}
      variant={looks[look]}
      size={size}
      isDisabled={isDisabled || !isHydrated}
      {...rest}
    >
      {icon}
    </HeroButton>
  );
  if (!hasTooltip) return button;
  return (
    <Tooltip>
      {button}
      <Tooltip.Content>{label}</Tooltip.Content>
    </Tooltip>
  );
}
