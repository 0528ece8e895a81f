import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Executor } from '@/db/client';
import { totpSecrets } from '@/db/schema/factors';
import { encryptTotpSecret } from './encrypt-totp-secret';
import { replaceRecoveryCodes } from './recovery-codes';
import type { RelyingParty } from './relying-party';
import { generateTotpSecret } from './totp';

export const testSite: RelyingParty = { id: 'localhost', origin: 'http://localhost:3000' };

/** Gives a user an authenticator app and recovery codes, as if they had set them up. */
export async function giveTotp(db: Executor, userId: number, now: Date) {
  const secret = generateTotpSecret();
  const values = { ...encryptTotpSecret(secret, userId), confirmedAt: now };
  await db.insert(totpSecrets).values({ id: userId, ...values });
  return { secret, recoveryCodes: await replaceRecoveryCodes(db, userId, now) };
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();
const present = 0x01;
const verified = 0x04;
const withCredential = 0x40;

type AnswerOptions = { challenge: string; site?: RelyingParty; isVerified?: boolean };

/** An authenticator of one passkey, in memory: what a browser answers, made by the rules of WebAuthn. */
export class FakePasskey {
  readonly id = randomBytes(32);
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  /** 0 for one that does not count, as synced ones do. */
  counter = 1;

  create({ challenge, site = testSite, isVerified = true }: AnswerOptions) {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, coseKey(x, y)]);
    const data = this.#data(site, isVerified, credential);
    return this.#answer({
      clientDataJSON: clientData('webauthn.create', challenge, site).toString('base64url'),
      attestationObject: attestation(data).toString('base64url'),
      transports: ['internal'],
    });
  }

  get({ challenge, site = testSite, isVerified = true }: AnswerOptions) {
    const data = this.#data(site, isVerified);
    const client = clientData('webauthn.get', challenge, site);
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.#keys.privateKey);
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  #answer<R>(response: R) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key' as const, response };
  }

  #data(site: RelyingParty, isVerified: boolean, credential?: Buffer): Buffer {
    const flags = present | (isVerified ? verified : 0) | (credential ? withCredential : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.counter);
    if (this.counter > 0) this.counter += 1;
    return Buffer.concat([sha256(site.id), Buffer.from([flags]), count, credential ?? Buffer.alloc(0)]);
  }
}

const clientData = (type: string, challenge: string, { origin }: RelyingParty) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

/** A map of COSE in CBOR: an ES256 key on P-256. */
function coseKey(x: string, y: string): Buffer {
  const coordinate = (label: number, text: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(text, 'base64url')]);
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
  return Buffer.concat([head, coordinate(0x21, x), coordinate(0x22, y)]);
}

/** `{ fmt: 'none', attStmt: {}, authData }` in CBOR. */
function attestation(data: Buffer): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  const parts = [text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData')];
  return Buffer.concat([Buffer.from([0xa3]), ...parts, Buffer.from([0x59]), length, data]);
}
