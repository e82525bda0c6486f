import { createHash, createPrivateKey, type KeyObject, randomUUID, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SignJWT } from 'jose';
import { AppError } from '../../core/errors.ts';

/** How the program proves to Entra that it is itself. There is no way to use a client secret: it would be copied about. */
export type ClientCredential =
  /** A PEM file with the certificate and its key, read anew for every exchange: it may be renewed while we run. */
  | { readonly certificatePath: string }
  /** The same as text. */
  | { readonly certificate: string }
  /** A token of another issuer that the registration trusts (workload identity federation), made when asked for. */
  | { readonly assertion: () => Promise<string> };

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/;
/** Seconds. It is used at once. */
const LIFETIME = 300;

/**
 * The client assertion (RFC 7523 section 2.2; Microsoft identity platform, certificate credentials: PS256 and the SHA-256
 * thumbprint). It is made here rather than by MSAL so that a certificate may come as text, and so that the key of a file
 * and that of a text are used in one way.
 *
 * @param endpoint the token endpoint of the tenant, which the assertion is for
 * @throws AppError `misconfigured` where the certificate or its key cannot be used
 */
export async function clientAssertion(
  credential: ClientCredential,
  { clientId, endpoint, now }: { clientId: string; endpoint: string; now: number },
): Promise<string> {
  if ('assertion' in credential) return federatedAssertion(credential.assertion);
  const pem = 'certificate' in credential ? credential.certificate : await readCertificate(credential.certificatePath);
  const { certificate, key } = parsedCertificate(pem);
  if (Date.parse(certificate.validTo) < now)
    throw unusable('has expired. Renew it, and add the new one to the app registration.');
  const seconds = Math.floor(now / 1000);
  return new SignJWT({})
    .setProtectedHeader({
      alg: 'PS256',
      typ: 'JWT',
      'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url'),
    })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(endpoint)
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + LIFETIME)
    .sign(key);
}

async function federatedAssertion(assertion: () => Promise<string>): Promise<string> {
  try {
    return await assertion();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'misconfigured',
      'The program could not get the token that it signs in to Microsoft Entra ID with. Check its federated identity.',
      { cause },
    );
  }
}

async function readCertificate(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw unusable('cannot be read. Check its path and its permissions.', cause);
  }
}

function parsedCertificate(pem: string): { certificate: X509Certificate; key: KeyObject } {
  const certificate = CERTIFICATE.exec(pem)?.[0];
  const key = PRIVATE_KEY.exec(pem)?.[0];
  if (certificate === undefined) throw unusable('is no certificate in PEM form.');
  if (key === undefined)
    throw unusable('comes without its private key, or with one under a password. Give both in PEM form.');
  const parsed = parsedPair(certificate, key);
  if (parsed.key.asymmetricKeyType !== 'rsa') throw unusable('has no RSA key, and Microsoft Entra ID takes no other.');
  if (!parsed.certificate.checkPrivateKey(parsed.key)) throw unusable('and the private key do not belong together.');
  return parsed;
}

function parsedPair(certificate: string, key: string): { certificate: X509Certificate; key: KeyObject } {
  try {
    return { certificate: new X509Certificate(certificate), key: createPrivateKey(key) };
  } catch {
    // The words of the crypto library say nothing more, and the key stays out of every log.
    throw unusable('or its private key is damaged.');
  }
}

function unusable(how: string, cause?: unknown): AppError {
  return new AppError(
    'misconfigured',
    `The certificate for Microsoft Entra ID ${how}`,
    cause === undefined ? {} : { cause },
  );
}
