'use client';

import { buttonVariants } from '@heroui/styles';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { type InPlace, InPlaceLink } from './in-place-link';
import { Link } from './link';
import { Spinner } from './spinner';
import { useTooltip } from './tooltip';
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

type PressProps = Omit<ComponentProps<'button'>, 'onClick' | 'disabled' | 'className' | 'children'> & {
  onPress?: ((event: MouseEvent<HTMLButtonElement>) => unknown) | undefined;
  isDisabled?: boolean;
  /** It keeps the focus, and ignores presses. */
  isPending?: boolean;
  /** The same without a spinner: what it answers was not shown for a moment yet (`useShown`). */
  isHeld?: boolean;
  /** Before hydration too: it sends a form that the server receives. */
  worksWithoutScripts?: boolean;
};

/** HeroUI's looks on the browser's own button: the scripts behind HeroUI's are 20 KB more, on every page. */
function PressButton(props: PressProps & { className: string; children: ReactNode }) {
  const {
    onPress,
    isDisabled = false,
    isPending: isSending = false,
    isHeld = false,
    worksWithoutScripts = false,
    type = 'button',
    ...rest
  } = props;
  const isPending = isSending || isHeld;
  const isHydrated = useIsHydrated();
  return (
    <button
      data-slot="button"
      {...rest}
      type={isPending ? 'button' : type}
      disabled={isDisabled || !(isHydrated || worksWithoutScripts)}
      {...(isPending ? { 'aria-disabled': true, 'data-pending': true } : {})}
      onClick={(event) => {
        // Safari gives no focus to what is pressed, and what opens by it would have none to give back.
        event.currentTarget.focus();
        if (!isPending) onPress?.(event);
      }}
      onKeyDown={(event) => {
        // A key that is held is one press.
        if (event.repeat && event.key === 'Enter') event.preventDefault();
        props.onKeyDown?.(event);
      }}
    />
  );
}

export type ButtonProps = Shared & PressProps & { children: ReactNode };

/**
 * Its label says what it does to what. `isPending` keeps the label, shows a spinner and ignores presses. Disabled until
 * hydration: before that a press is lost, or sends a form that nothing receives.
 */
export function Button({ look = 'secondary', size = 'md', icon, className = '', children, ...props }: ButtonProps) {
  return (
    <PressButton {...props} className={`${buttonStyle({ look, size })} ${className}`}>
      {props.isPending ? <Spinner /> : icon}
      {children}
    </PressButton>
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

export type IconButtonProps = Omit<ButtonProps, 'children' | 'icon'> & {
  label: string;
  icon: ReactNode;
  hasTooltip?: boolean;
};

/** Its label is its name for screen readers and its tooltip for everyone else. Disabled until hydration, as a Button is. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, look = 'quiet', size = 'md', hasTooltip = true, className = '', ref, ...rest } = props;
  const { trigger, tooltip } = useTooltip(label, hasTooltip, props);
  return (
    <>
      <PressButton
        aria-label={label}
        {...rest}
        {...trigger}
        className={`${buttonStyle({ look, size }, true)} ${className}`}
      >
        {icon}
      </PressButton>
      {tooltip}
    </>
  );
}
