import { expect, it } from 'vitest';
import { listen } from './testing';

it('lets what Node makes stay an instance of the classes that the adapter puts in place', async () => {
  const [NodeRequest, NodeResponse] = [Request, Response];
  const { port, close } = await listen({ fetch: () => new Response('here') });
  try {
    expect(Response).not.toBe(NodeResponse);
    class Special extends Response {}
    const fetched = await fetch(`http://127.0.0.1:${port}/api/v1`);

    expect(await fetched.clone().text()).toBe('here');
    expect(fetched).toBeInstanceOf(Response);
    expect(new NodeRequest('http://localhost')).toBeInstanceOf(Request);
    expect(new Response('')).toBeInstanceOf(NodeResponse);
    expect(new Special('')).toBeInstanceOf(Special);
    expect(fetched).not.toBeInstanceOf(Special);
    expect({}).not.toBeInstanceOf(Response);
    const again = new Response('again', new NodeResponse('', { status: 201, headers: { etag: 'x' } }));
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([201, 'x', 'again']);
    expect(new Request(new NodeRequest('http://localhost/path')).url).toBe('http://localhost/path');
  } finally {
    await close();
  }
});
