import { Fragment } from 'react';

const longestUnbroken = 30;

/** Descriptions of the API document: paragraphs with `code` and **strong** words, nothing else of Markdown. */
export function Paragraphs({ text, className = '' }: { text: string; className?: string }) {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  if (paragraphs.length === 0) return null;
  return (
    <div className={`flex max-w-prose flex-col gap-2 ${className}`}>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>
          <Inline text={paragraph} />
        </p>
      ))}
    </div>
  );
}

export function Inline({ text }: { text: string }) {
  let offset = 0;
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter((part) => part !== '');
  return parts.map((part) => {
    const key = offset;
    offset += part.length;
    if (part.startsWith('`')) {
      // A header or a path in two lines is hard to read; only what may be wider than a phone is broken.
      const breaking = part.length > longestUnbroken ? 'wrap-anywhere' : 'whitespace-nowrap';
      return (
        <code key={key} className={`rounded-sm bg-default px-1 py-px text-[0.93em] ${breaking}`}>
          {part.slice(1, -1)}
        </code>
      );
    }
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    return <Fragment key={key}>{part}</Fragment>;
  });
}
