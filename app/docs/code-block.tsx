import { CopyButton } from '@/components/copy-button';
import { ScrollRegion } from '@/components/scroll-region';

type CodeBlockProps = { text: string; label: string; copyLabel: string };

export function CodeBlock({ text, label, copyLabel }: CodeBlockProps) {
  return (
    <div className="relative overflow-hidden rounded-lg border border-border bg-surface-secondary">
      <div className="absolute end-1 top-1 rounded-lg bg-surface-secondary">
        <CopyButton value={text} label={copyLabel} />
      </div>
      <ScrollRegion label={label} className="max-h-96 overflow-auto p-3 pe-11">
        <pre className="font-mono text-xs leading-5">{text}</pre>
      </ScrollRegion>
    </div>
  );
}
