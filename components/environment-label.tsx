import { FlaskConical } from 'lucide-react';

export type EnvironmentProps = {
  /** "Sandbox supplier", "Live". */
  label: string;
  /** Nothing sold here has a value. */
  isSandbox: boolean;
};

export function EnvironmentLabel({ label, isSandbox, isCollapsed }: EnvironmentProps & { isCollapsed: boolean }) {
  if (!isSandbox) {
    return <p className={`px-2 text-xs text-muted ${isCollapsed ? 'max-lg:sr-only' : ''}`}>{label}</p>;
  }
  return (
    <div className="overflow-hidden rounded-lg border border-border">
      <div aria-hidden className="stripes h-1.5" />
      <p className="flex items-center gap-2 bg-warning-soft px-2 py-1.5 text-xs font-medium text-warning-soft-foreground">
        <FlaskConical aria-hidden className={`size-4 shrink-0 ${isCollapsed ? 'max-lg:mx-auto' : ''}`} />
        <span className={isCollapsed ? 'max-lg:sr-only' : ''}>{label}</span>
      </p>
    </div>
  );
}
