import { lexer, type Token, type Tokens } from 'marked';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import { ScrollRegion } from '@/components/scroll-region';
import { CodeBlock } from '../code-block';

const languages: Record<string, string> = {
  sh: 'curl',
  js: 'JavaScript',
  python: 'Python',
  php: 'PHP',
  java: 'Java',
  ts: 'TypeScript',
};

/** A guide as elements of the desk's own: nothing of it is taken as HTML. */
export function Markdown({ text }: { text: string }) {
  return <div className="flex flex-col gap-4">{blocksOf(lexer(text))}</div>;
}

/** The tokens, each with where it begins in what was written. */
function placed(tokens: Token[]): { from: number; token: Tokens.Generic }[] {
  let end = 0;
  return tokens.map((token) => {
    const from = end;
    end += token.raw.length;
    return { from, token };
  });
}

const blocksOf = (tokens: Token[]): ReactNode =>
  placed(tokens).map(({ from, token }, index) => <Block key={from} token={token} number={index + 1} />);

/** `number` tells what can be scrolled from others of its kind, where a page is read out. */
function Block({ token, number }: { token: Tokens.Generic; number: number }) {
  switch (token.type) {
    case 'heading':
      return <Heading depth={(token as Tokens.Heading).depth} text={token.text} tokens={token.tokens ?? []} />;
    case 'paragraph':
      return <p className="max-w-prose leading-6">{inlineOf(token.tokens)}</p>;
    case 'text':
      return <>{token.tokens ? inlineOf(token.tokens) : token.text}</>;
    case 'list':
      return <List list={token as Tokens.List} />;
    case 'table':
      return <Table table={token as Tokens.Table} number={number} />;
    case 'code':
      return <Sample language={(token as Tokens.Code).lang ?? ''} text={token.text} number={number} />;
    default:
      return null;
  }
}

function Heading({ depth, text, tokens }: { depth: number; text: string; tokens: Token[] }) {
  const id = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (depth === 1) return <h1 className="text-2xl font-semibold tracking-tight">{inlineOf(tokens)}</h1>;
  if (depth === 2) {
    return (
      <h2 id={id} className="mt-4 scroll-mt-20 text-xl font-semibold tracking-tight">
        {inlineOf(tokens)}
      </h2>
    );
  }
  return (
    <h3 id={id} className="mt-2 scroll-mt-20 text-base font-semibold">
      {inlineOf(tokens)}
    </h3>
  );
}

function List({ list }: { list: Tokens.List }) {
  const Tag = list.ordered ? 'ol' : 'ul';
  return (
    <Tag className={`flex max-w-prose flex-col gap-2 ps-5 leading-6 ${list.ordered ? 'list-decimal' : 'list-disc'}`}>
      {list.items.map((item) => (
        <li key={item.raw}>{blocksOf(item.tokens)}</li>
      ))}
    </Tag>
  );
}

function Table({ table, number }: { table: Tokens.Table; number: number }) {
  const t = useTranslations('docs');
  return (
    <ScrollRegion label={t('table', { number })} className="overflow-x-auto">
      <table className="w-full border-collapse text-start text-13">
        <thead>
          <tr className="border-b border-border">
            {table.header.map((cell) => (
              <th key={cell.text} scope="col" className="py-2 pe-4 text-start font-semibold">
                {inlineOf(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.map(({ text }) => text).join()} className="border-b border-separator align-top">
              {row.map((cell, column) => (
                <td key={table.header[column]?.text ?? column} className="min-w-28 py-2 pe-4">
                  {inlineOf(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** An answer is shown below what asked for it. */
function Sample({ language, text, number }: { language: string; text: string; number: number }) {
  const t = useTranslations('docs');
  const name = languages[language];
  return (
    <div className="flex flex-col gap-1">
      <p className="text-13 text-muted">{name ?? (language === 'json' ? t('answer') : t('output'))}</p>
      <CodeBlock
        text={text}
        label={name ? t('sample', { language: name, number }) : t('answerNumber', { number })}
        copyLabel={name ? t('copySample', { language: name }) : t('copyExample')}
      />
    </div>
  );
}

function inlineOf(tokens: Token[] = []): ReactNode {
  return placed(tokens).map(({ from, token }) => <Fragment key={from}>{inlineElement(token)}</Fragment>);
}

function inlineElement(token: Tokens.Generic): ReactNode {
  switch (token.type) {
    case 'codespan':
      return <code className="rounded-sm bg-default px-1 py-px text-[0.93em] wrap-anywhere">{token.text}</code>;
    case 'strong':
      return <strong>{inlineOf(token.tokens)}</strong>;
    case 'em':
      return <em>{inlineOf(token.tokens)}</em>;
    case 'link':
      return (
        <a href={token.href} className="text-link">
          {inlineOf(token.tokens)}
        </a>
      );
    default:
      return token.text ?? token.raw;
  }
}
