import { readGuides } from '@/lib/api/guides/read-guides';
import { routes } from '@/lib/core/routes';

/** What there is to read, for programs that read it for somebody (llmstxt.org). */
export function GET(): Response {
  const guides = readGuides().map(({ slug, title }) => `- [${title}](${routes.guide(slug)})`);
  const text = `# Coupon Desk API

> Sell prepaid PINs against credit, redeem coupons and codes at checkout, and manage coupons, over JSON.

## Guides

${guides.join('\n')}
- [All guides in one text](/llms-full.txt)

## Reference

- [OpenAPI document](/api/openapi.json): every call, field, answer and webhook
- [API reference](${routes.apiReference()}): the same as a page
`;
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
