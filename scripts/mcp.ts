import { parseArgs } from 'node:util';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { makeMcpServer } from '@/clients/mcp/mcp-server.ts';
import { couponDesk } from '@/clients/typescript/src/index.ts';

const usage = `Usage: COUPON_DESK_KEY=cdk_… npm run --silent mcp -- [--desk URL]
A server of the Model Context Protocol on standard input and output: explains codes, finds codes and sales, issues codes, with
the scopes of the key. --desk: where the desk is; this machine when left out.`;

try {
  const { values } = parseArgs({
    options: { desk: { type: 'string', default: `http://localhost:${process.env.PORT || 3000}` } },
  });
  const key = process.env.COUPON_DESK_KEY;
  if (!key) throw new Error('COUPON_DESK_KEY is missing.');
  if (!/^https?:$/.test(URL.parse(values.desk)?.protocol ?? '')) {
    throw new Error(`--desk is "${values.desk}", which is no address.`);
  }
  await makeMcpServer(couponDesk({ baseUrl: values.desk, key }), key).connect(new StdioServerTransport());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 1;
}
