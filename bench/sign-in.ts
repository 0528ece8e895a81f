/** Signs somebody in as a browser does. @returns the session as a `Cookie` header */
export async function signIn(url: string, credentials: { email: string; password: string }): Promise<string> {
  const first = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookiesOf(first) },
    body: new URLSearchParams({ csrfToken, ...credentials, json: 'true' }),
  });
  const cookie = cookiesOf(answer);
  if (!cookie.includes('coupon-desk-session')) throw new Error(`Nobody was signed in: ${answer.status}.`);
  return cookie;
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
