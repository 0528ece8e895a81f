import { expect, it } from 'vitest';
import { checkBySpectral } from './check-api-document';

it('says what Spectral finds in a document, and where', async () => {
  const get = { operationId: 'a', tags: ['Nothing'], responses: { 200: { description: 'Done.' } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'A', version: '1' },
    tags: [{ name: 'One' }],
    paths: { '/a': { get } },
  };
  const found = checkBySpectral(document);
  await expect(found).rejects.toThrow('paths./a.get: Operation "description" must be present');
  await expect(found).rejects.toThrow('(operation-tag-defined)');
});
