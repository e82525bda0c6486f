import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';

/**
 * What the chain was at a moment: so many rows, the last one with this hash. Signed, and copied off the host, it tells
 * later whether rows were cut off or the whole chain was written anew.
 */
export interface Checkpoint {
  /** The chain's own id, from its first row. */
  readonly chain: string;
  /** From 1, without gaps. */
  readonly number: number;
  /** Rows in the chain. */
  readonly size: number;
  /** Hash of the last of them. */
  readonly head: string;
  readonly at: string;
  /** SHA-256 of the canonical JSON of the checkpoint before; zeros for the first. */
  readonly previous: string;
  /** Which key signed it (`keyId`); absent where none was set. */
  readonly key?: string;
}

export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Ed25519 over the canonical JSON of the checkpoint, base64; absent where no key was set. */
  readonly signature?: string;
}

/** Signs with the audit's key. */
export interface Signer {
  readonly keyId: string;
  /** SPKI, PEM. */
  readonly publicKey: string;
  /** Ed25519 (RFC 8032) over the UTF-8 bytes, base64. */
  sign(text: string): string;
}

/** The bytes that a checkpoint's signature covers, as text. */
export function checkpointText({ chain, number, size, head, at, previous, key }: Checkpoint): string {
  return canonicalJson({ chain, number, size, head, at, previous, key });
}

/** Names a public key: the first 32 hexadecimal digits of SHA-256 over its DER form. */
export function keyId(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 32);
}

const HOW_TO_GIVE_IT =
  'Give an Ed25519 private key: PEM (PKCS #8), or its DER bytes or 32-byte seed in base64 or hexadecimal, or the path of a file that holds one of these. To make one: openssl genpkey -algorithm ed25519';

/**
 * The signer of a private key.
 *
 * @param secret PEM, or DER or seed in base64 or hexadecimal
 * @throws AppError `misconfigured` for anything but an Ed25519 private key; the secret is not in the message
 */
export function createSigner(secret: string): Signer {
  const key = privateKeyOf(secret);
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new AppError('misconfigured', `COMPLIANCE_AUDIT_KEY holds no Ed25519 private key. ${HOW_TO_GIVE_IT}`);
  const publicKey = createPublicKey(key);
  return {
    keyId: keyId(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  };
}

/** In front of the 32 bytes of a seed in an Ed25519 key's PKCS #8 form; RFC 8410, section 7. */
const SEED_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function privateKeyOf(secret: string): KeyObject | undefined {
  const text = secret.trim().replaceAll('\\n', '\n');
  try {
    if (text.includes('-----BEGIN')) return createPrivateKey(text);
    const bytes = Buffer.from(text, /^(?:[0-9a-f]{2})+$/i.test(text) ? 'hex' : 'base64');
    const der = bytes.length === 32 ? Buffer.concat([SEED_PREFIX, bytes]) : bytes;
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

/** Whether a text is 32 bytes in base64, written as base64 is (RFC 4648, section 4): no name of a file ends so. */
export function isSeedInBase64(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text;
}

/**
 * @param pem an Ed25519 public key, SPKI
 * @throws AppError `invalid_input` for anything else
 */
export function readPublicKey(pem: string, origin: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // told below, with what is expected
  }
  throw new AppError('invalid_input', `${origin} is no Ed25519 public key in PEM.`);
}

/** True where the key made this signature over these bytes, and it is written as `sign` writes it, to the last bit. */
export function isSignedBy(publicKey: KeyObject, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.toString('base64') === signature && verify(null, Buffer.from(text, 'utf8'), publicKey, bytes);
}
