import { CopyButton } from '@/components/copy-button';

type CodeBlockProps = { text: string; label: string; copyLabel: string };

export function CodeBlock({ text, label, copyLabel }: CodeBlockProps) {
  return (
    <div className="relative overflow-hidden rounded-lg border border-border bg-surface-secondary">
      <div className="absolute end-1 top-1 rounded-lg bg-surface-secondary">
        <CopyButton value={text} label={copyLabel} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto p-3 pe-11">
        <pre className="font-mono text-xs leading-5">{text}</pre>
      </section>
    </div>
  );
}
