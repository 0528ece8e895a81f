import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

/** Reads an answer over one connection to its end; `keep` gives its text, otherwise only its length is known. */
export function ask(
  url: string,
  sent: Sent = {},
  keep = true,
): Promise<{ status: number; text: string; bytes: number }> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      { agent, method: sent.method ?? 'GET', headers: sent.headers ?? {} },
      (answer) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (keep) pieces.push(piece);
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString(), bytes }),
        );
      },
    );
    request.on('error', reject);
    request.end(sent.body);
  });
}
