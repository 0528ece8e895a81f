/** A perforated slip: two notches cut out of a rounded square. */
export function AppMark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={`shrink-0 text-accent ${className}`}>
      <path
        fill="currentColor"
        d="M5 4h14a2 2 0 0 1 2 2v3.5a2.5 2.5 0 0 0 0 5V18a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-3.5a2.5 2.5 0 0 0 0-5V6a2 2 0 0 1 2-2Z"
      />
      <path
        stroke="var(--accent-foreground)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeDasharray="0.01 4"
        d="M14 8v9"
      />
    </svg>
  );
}
