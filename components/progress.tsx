import { useFormatter } from 'next-intl';

type ProgressProps = {
  label: string;
  /** Null while the amount of work is not known. */
  value: number | null;
  max: number;
};

/** `Issuing codes   1,200 of 5,000`, and a bar under it. */
export function Progress({ label, value, max }: ProgressProps) {
  const format = useFormatter();
  const share = value === null || max === 0 ? 0 : Math.min(1, value / max);
  return (
    <div>
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <span className="font-medium">{label}</span>
        {value !== null && (
          <span className="figures text-13 text-muted">
            {format.number(value)} / {format.number(max)}
          </span>
        )}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        {...(value === null ? {} : { 'aria-valuenow': value })}
        className="h-1.5 overflow-hidden rounded-full bg-default"
      >
        <div
          className={`h-full rounded-full bg-accent transition-[width] duration-300 ${value === null ? 'w-full animate-pulse' : ''}`}
          style={value === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
