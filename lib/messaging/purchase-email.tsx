import { Body, Container, Head, Html, Preview, render, Section, Text } from 'react-email';
import { emailCopy, emailSubject, emailText, type PurchaseEmail } from './message-texts';

const ink = '#1c1f26';
const quiet = '#5b6270';
const line = { margin: '0 0 16px', fontSize: '15px', lineHeight: '24px', color: ink };

const styles = {
  body: { margin: 0, backgroundColor: '#f4f5f7', fontFamily: 'Inter, Arial, Helvetica, sans-serif' },
  card: { maxWidth: '560px', margin: '24px auto', padding: '32px', backgroundColor: '#ffffff', borderRadius: '8px' },
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
  note: { margin: '0 0 4px', fontSize: '13px', lineHeight: '20px', color: quiet },
};

function PurchaseConfirmation({ pin, companyName }: PurchaseEmail) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{emailCopy.thanks}</Preview>
      <Body style={styles.body}>
        <Container style={styles.card}>
          <Text style={line}>{emailCopy.greeting}</Text>
          <Text style={line}>{emailCopy.thanks}</Text>
          <Section style={styles.codeBox}>
            <Text style={styles.codeLabel}>{emailCopy.codeLabel}</Text>
            <Text style={styles.code}>{pin}</Text>
          </Section>
          <Text style={line}>{emailCopy.howTo}</Text>
          <Text style={styles.note}>{emailCopy.notesTitle}</Text>
          {emailCopy.notes.map((note) => (
            <Text key={note} style={styles.note}>
              {`• ${note}`}
            </Text>
          ))}
          <Text style={{ ...line, margin: '24px 0 16px' }}>{emailCopy.help}</Text>
          <Text style={{ ...line, margin: 0 }}>
            {emailCopy.closing}
            <br />
            {companyName}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

export type RenderedEmail = { subject: string; html: string; text: string };

export async function renderPurchaseEmail(input: PurchaseEmail): Promise<RenderedEmail> {
  const html = await render(<PurchaseConfirmation {...input} />);
  return { subject: emailSubject, html, text: emailText(input) };
}
