// dependency-cruiser reads aliases from tsconfig.json through TypeScript's JavaScript API only, and TypeScript 7 has none.
const path = require('node:path');

module.exports = {
  resolve: {
    alias: { '@': path.resolve(__dirname, '..') },
    extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
  },
};
