import { Body, Container, Head, Html, Preview, render, Section, Text } from 'react-email';
import { fillMessage, fillText, type MessageFacts, type MessageTemplate } from './fill-message';

const ink = '#1c1f26';
const quiet = '#5b6270';

const styles = {
  body: { margin: 0, backgroundColor: '#f4f5f7', fontFamily: 'Inter, Arial, Helvetica, sans-serif' },
  card: { maxWidth: '560px', margin: '24px auto', padding: '32px', backgroundColor: '#ffffff', borderRadius: '8px' },
  line: { margin: '0 0 16px', fontSize: '15px', lineHeight: '24px', color: ink },
  codeBox: { margin: '0 0 24px', padding: '16px', backgroundColor: '#f4f5f7', borderRadius: '8px' },
  codeLabel: { margin: '0 0 4px', fontSize: '13px', lineHeight: '20px', color: quiet },
  // Break-all: the longest codes must not widen the mail on a phone.
  code: {
    margin: 0,
    fontFamily: "'JetBrains Mono', Consolas, Menlo, monospace",
    fontSize: '22px',
    lineHeight: '32px',
    wordBreak: 'break-all' as const,
    color: ink,
  },
  note: { margin: '0 0 16px', fontSize: '13px', lineHeight: '20px', color: quiet },
};

type Message = { template: MessageTemplate; facts: MessageFacts };

/** Empty lines separate paragraphs. One that ends with the PIN becomes its box, one with a list is set small. */
function PurchaseConfirmation({ template, facts }: Message) {
  const { subject } = fillMessage(template, facts);
  const paragraphs = template.body.split(/\n{2,}/).map((paragraph) => toParagraph(paragraph, facts));
  return (
    <Html lang="en">
      <Head />
      <Preview>{subject ?? ''}</Preview>
      <Body style={styles.body}>
        <Container style={styles.card}>
          {paragraphs.reduce((before, paragraph) => (
            <>
              {before}
              {paragraph}
            </>
          ))}
        </Container>
      </Body>
    </Html>
  );
}

function toParagraph(paragraph: string, facts: MessageFacts) {
  const label = /^([^{}]*)\{pin\}\s*$/.exec(paragraph)?.[1]?.trim();
  if (label !== undefined) {
    return (
      <Section style={styles.codeBox}>
        {label && <Text style={styles.codeLabel}>{label}</Text>}
        <Text style={styles.code}>{facts.pin}</Text>
      </Section>
    );
  }
  const lines = paragraph.split('\n');
  const isList = lines.some((line) => line.startsWith('- '));
  return (
    <Text style={isList ? styles.note : styles.line}>
      {lines
        .map((line) => toLine(line, facts))
        .reduce((before, line) => (
          <>
            {before}
            <br />
            {line}
          </>
        ))}
    </Text>
  );
}

const toLine = (line: string, facts: MessageFacts) => <>{fillText(line.replace(/^- /, '• '), facts)}</>;

export type RenderedEmail = { subject: string; html: string; text: string };

export async function renderPurchaseEmail(message: Message): Promise<RenderedEmail> {
  const html = await render(<PurchaseConfirmation {...message} />);
  const { subject, text } = fillMessage(message.template, message.facts);
  return { subject: subject ?? '', html, text };
}
