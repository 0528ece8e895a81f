// Preloaded into every Node process of the check: none may run on another Node than the project's, and each says so.
const { appendFileSync } = require('node:fs');

if (!process.version.startsWith('v24.')) {
  process.stderr.write(`This ran on Node ${process.version} instead of 24: ${process.argv.join(' ')}\n`);
  process.exit(97);
}
if (process.env.CHECK_NODE_LOG) appendFileSync(process.env.CHECK_NODE_LOG, `${process.version}\n`);
