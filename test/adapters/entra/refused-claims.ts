import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { BANK, type Refused, SECONDS, SISTER, STRANGER } from './token-cases.ts';

/** Tokens that are signed as they should be, and say what they should not. */
export const REFUSED_CLAIMS: readonly Refused[] = [
  // Audience
  {
    why: 'the audience is another application',
    token: (t) => t.withClaims({ aud: randomUUID() }),
    detail: /aud check_failed/,
  },
  { why: 'the audience is Graph', token: (t) => t.withClaims({ aud: 'https://graph.microsoft.com' }), detail: /aud/ },
  { why: 'the audience is a prefix of ours', token: (t) => t.withClaims({ aud: t.authority.appIdUri.slice(0, -1) }) },
  { why: 'the audience goes on after ours', token: (t) => t.withClaims({ aud: `${t.authority.appIdUri}/` }) },
  {
    why: 'the audience is a list with ours',
    token: (t) => t.withClaims({ aud: [t.authority.clientId] }),
    detail: /: aud$/,
  },
  { why: 'there is no audience', token: (t) => t.without('aud') },
  // Issuer, version
  {
    why: 'the issuer is another host',
    token: (t) => t.withClaims({ iss: `https://login.evil.example/${BANK}/v2.0` }),
    detail: /iss check_failed/,
  },
  {
    why: 'the issuer is of another tenant',
    token: (t) => t.withClaims({ iss: `${t.authority.url}/${SISTER}/v2.0` }),
    detail: /iss/,
  },
  { why: 'the issuer lacks the version', token: (t) => t.withClaims({ iss: `${t.authority.url}/${BANK}` }) },
  { why: 'the issuer has more at its end', token: (t) => t.withClaims({ iss: `${t.authority.url}/${BANK}/v2.0/` }) },
  { why: 'the issuer is a template', token: (t) => t.withClaims({ iss: `${t.authority.url}/{tenantid}/v2.0` }) },
  { why: 'the issuer is a list', token: (t) => t.withClaims({ iss: [`${t.authority.url}/${BANK}/v2.0`] }) },
  { why: 'there is no issuer', token: (t) => t.without('iss') },
  {
    why: 'a version 1 issuer signs version 2',
    token: (t) => t.withClaims({ iss: `https://sts.windows.net/${BANK}/` }),
    detail: /another version/,
  },
  {
    why: 'a version 2 issuer signs version 1',
    token: (t) => t.withClaims({ iss: `${t.authority.url}/${BANK}/v2.0` }, 1),
    detail: /another version/,
  },
  {
    why: 'a version 1 issuer of another tenant',
    token: (t) => t.withClaims({ iss: `https://sts.windows.net/${SISTER}/` }, 1),
  },
  { why: 'the version is unknown', token: (t) => t.withClaims({ ver: '3.0' }), detail: /: ver$/ },
  { why: 'the version is a number', token: (t) => t.withClaims({ ver: 2 }) },
  { why: 'there is no version', token: (t) => t.without('ver') },
  // Tenant
  {
    why: 'the tenant is not admitted',
    token: (t) => t.authority.accessToken({ user: t.authority.user(STRANGER) }),
    code: 'not_permitted',
    unasked: true,
  },
  {
    why: 'the tenant is not admitted and unknown',
    token: (t) => t.withClaims({ tid: randomUUID() }),
    code: 'not_permitted',
    unasked: true,
  },
  {
    why: 'the tenant is another admitted one',
    token: (t) => t.withClaims({ tid: SISTER }),
    detail: /key is none of the tenant/,
  },
  {
    why: "another tenant's key signs",
    token: (t) => t.authority.accessToken({ user: t.ana, key: t.authority.keyOf(SISTER) }),
    detail: /key is none of the tenant/,
  },
  {
    why: "another tenant's key signs under the right key's name",
    token: (t) =>
      t.authority.accessToken({ user: t.ana, key: { ...t.authority.keyOf(SISTER), kid: t.authority.keyOf(BANK).kid } }),
    detail: /SIGNATURE/,
  },
  { why: 'the tenant is a list', token: (t) => t.withClaims({ tid: [BANK] }), unasked: true },
  { why: 'the tenant is an object', token: (t) => t.withClaims({ tid: { toString: BANK } }), unasked: true },
  { why: 'the tenant is a path', token: (t) => t.withClaims({ tid: `${BANK}/../${SISTER}` }), unasked: true },
  { why: 'the tenant is an address', token: (t) => t.withClaims({ tid: 'evil.example/x?' }), unasked: true },
  { why: 'the tenant is "common"', token: (t) => t.withClaims({ tid: 'common' }), unasked: true },
  { why: 'there is no tenant', token: (t) => t.without('tid'), unasked: true },
  {
    why: 'the tenant is given twice, the last not admitted',
    token: (t) => t.twice(`"tid":"${STRANGER}"`),
    code: 'not_permitted',
    unasked: true,
  },
  { why: 'the tenant is given twice, the last of another form', token: (t) => t.twice('"tid":["x"]'), unasked: true },
  // Person
  { why: 'there is no object id', token: (t) => t.without('oid') },
  { why: 'the object id is no GUID', token: (t) => t.withClaims({ oid: 'ana@bank.example' }), detail: /: oid$/ },
  { why: 'the object id is a list', token: (t) => t.withClaims({ oid: [t.ana.id] }), detail: /: oid$/ },
  { why: 'there is no subject', token: (t) => t.without('sub') },
  // Times
  { why: 'it has expired', token: (t) => t.withClaims({ exp: SECONDS - 61 }), detail: /expired/ },
  { why: 'it expired just 60 s ago', token: (t) => t.withClaims({ exp: SECONDS - 60 }), detail: /expired/ },
  { why: 'it expired years ago', token: (t) => t.withClaims({ exp: 1 }), detail: /expired/ },
  { why: 'it has no end', token: (t) => t.without('exp'), detail: /exp missing/ },
  { why: 'its end is text', token: (t) => t.withClaims({ exp: String(SECONDS + 600) }), detail: /exp/ },
  {
    why: 'its end is beyond numbers',
    token: (t) => t.signed({}, JSON.stringify(decodeJwt(t.good())).replace(/"exp":\d+/, '"exp":1e999')),
    detail: /: exp$/,
  },
  { why: 'its end is null', token: (t) => t.withClaims({ exp: null }) },
  { why: 'it is not yet valid', token: (t) => t.withClaims({ nbf: SECONDS + 61 }), detail: /nbf/ },
  { why: 'it has no beginning', token: (t) => t.without('nbf'), detail: /nbf missing/ },
  { why: 'it is issued in the future', token: (t) => t.withClaims({ iat: SECONDS + 61 }), detail: /future/ },
  { why: 'it has no time of issue', token: (t) => t.without('iat'), detail: /iat missing/ },
  // Id tokens and their like
  {
    why: 'an id token is replayed',
    token: (t) => t.authority.idToken({ user: t.ana }),
    detail: /id token: it has nonce/,
  },
  {
    why: 'an id token without a nonce is replayed',
    token: (t) => t.authority.idToken({ user: t.ana, claims: { nonce: undefined } }),
    detail: /no client/,
  },
  {
    why: 'an id token with app roles is replayed',
    token: (t) => t.authority.idToken({ user: t.ana, claims: { nonce: undefined, roles: ['Law.Read'] } }),
    detail: /no client/,
  },
  {
    why: 'an id token of version 1 is replayed',
    token: (t) => t.authority.idToken({ user: t.ana, version: 1, claims: { nonce: undefined, roles: ['Law.Read'] } }),
  },
  {
    why: 'an id token has a hash of its access token',
    token: (t) => t.authority.idToken({ user: t.ana, claims: { nonce: undefined, at_hash: 'x' } }),
    detail: /at_hash/,
  },
  { why: 'a person has no scopes', token: (t) => t.without('scp'), detail: /no scopes/ },
  {
    why: 'a person has no scopes but app roles',
    token: (t) => t.withClaims({ scp: undefined, roles: ['Law.Read'] }),
    detail: /no scopes/,
  },
  {
    why: 'a person has no scopes and idtyp',
    token: (t) => t.withClaims({ scp: undefined, idtyp: 'user', roles: ['Law.Read'] }),
    detail: /no scopes/,
  },
  { why: 'scopes are empty', token: (t) => t.withClaims({ scp: '' }), detail: /: scp$/ },
  { why: 'scopes are a list', token: (t) => t.withClaims({ scp: ['access_as_user'] }), detail: /: scp$/ },
  { why: 'the client is missing', token: (t) => t.without('azp'), detail: /no client/ },
  {
    why: 'the client is of the other version',
    token: (t) => t.withClaims({ azp: undefined, appid: randomUUID() }),
    detail: /no client/,
  },
  { why: 'it is of a device', token: (t) => t.withClaims({ idtyp: 'device' }), detail: /: idtyp$/ },
  {
    why: 'it is of an application and has scopes',
    token: (t) => t.withClaims({ idtyp: 'app' }),
    detail: /delegated scopes/,
  },
  // Permission
  {
    why: 'the scope is another',
    token: (t) => t.authority.accessToken({ user: t.ana, scopes: ['User.Read', 'access_as_users'] }),
    code: 'not_permitted',
  },
  {
    why: 'the scope is in capitals',
    token: (t) => t.authority.accessToken({ user: t.ana, scopes: ['ACCESS_AS_USER'] }),
    code: 'not_permitted',
  },
  {
    why: 'an application comes in for itself',
    token: (t) => t.authority.applicationToken({ user: t.ana }),
    code: 'not_permitted',
  },
  {
    why: 'an application comes in without idtyp',
    token: (t) => t.authority.applicationToken({ user: t.ana, version: 1, claims: { idtyp: undefined } }),
    code: 'not_permitted',
  },
  // Groups and roles
  { why: 'its groups are text', token: (t) => t.withClaims({ groups: 'all' }), detail: /: groups$/ },
  { why: 'its roles are text', token: (t) => t.withClaims({ roles: 'Law.Read' }), detail: /: roles$/ },
];
