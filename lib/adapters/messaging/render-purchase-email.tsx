import { render, Section, Text } from 'react-email';
import { EmailLayout, emailStyles as styles } from './email-layout';
import { fillMessage, fillText, type MessageFacts, type MessageTemplate } from './fill-message';

type Message = { template: MessageTemplate; facts: MessageFacts };

/** Empty lines separate paragraphs. One that ends with the PIN becomes its box, one with a list is set small. */
function PurchaseConfirmation({ template, facts }: Message) {
  const { subject } = fillMessage(template, facts);
  const paragraphs = template.body.split(/\n{2,}/).map((paragraph) => toParagraph(paragraph, facts));
  return (
    <EmailLayout preview={subject ?? ''}>
      {paragraphs.reduce((before, paragraph) => (
        <>
          {before}
          {paragraph}
        </>
      ))}
    </EmailLayout>
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
