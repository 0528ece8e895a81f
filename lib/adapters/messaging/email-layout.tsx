import { Body, Container, Head, Html, Preview } from 'react-email';

const ink = '#1c1f26';
const quiet = '#5b6270';

export const emailStyles = {
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
  button: {
    display: 'inline-block',
    margin: '0 0 24px',
    padding: '12px 20px',
    fontSize: '15px',
    color: '#ffffff',
    backgroundColor: ink,
    borderRadius: '8px',
    textDecoration: 'none',
  },
};

type EmailLayoutProps = { preview: string; children: Parameters<typeof Container>[0]['children'] };

/** The frame of every email. */
export function EmailLayout({ preview, children }: EmailLayoutProps) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body style={emailStyles.body}>
        <Container style={emailStyles.card}>{children}</Container>
      </Body>
    </Html>
  );
}
