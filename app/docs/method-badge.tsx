const tones: Record<string, string> = {
  GET: 'bg-accent-soft text-accent-soft-foreground',
  POST: 'bg-success-soft text-success-soft-foreground',
  PUT: 'bg-warning-soft text-warning-soft-foreground',
  PATCH: 'bg-warning-soft text-warning-soft-foreground',
  DELETE: 'bg-danger-soft text-danger-soft-foreground',
};

export function MethodBadge({ method, small = false }: { method: string; small?: boolean }) {
  const size = small ? 'w-10 text-[0.6875rem] leading-4' : 'px-2 text-xs leading-6';
  return (
    <span
      className={`inline-block shrink-0 rounded-sm text-center font-mono font-semibold ${size} ${tones[method] ?? ''}`}
    >
      {small && method === 'DELETE' ? 'DEL' : method}
    </span>
  );
}
