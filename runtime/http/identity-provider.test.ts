import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { sha256 } from '#core/domain/digest.ts';
import { request, testApp } from './fixtures/test-app.ts';
import { identityProvider } from './identity-provider.ts';

const ISSUER = 'https://login.shop.example/';
const AUDIENCE = 'support-chat';

/** A provider that publishes its keys over HTTP, and a chat that trusts it. Its clock is that of the chat. */
async function provider(cooldownMs = 0) {
  let answer = (): { status?: number; body: string; location?: string } => ({ body: '' });
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    const { status = 200, body, location } = answer();
    response.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  const tested = testApp((ports) => ({
    identity: identityProvider({ issuer: ISSUER, audience: AUDIENCE, jwksUrl }, ports.clock, cooldownMs),
  }));

  const newKey = async (kid: string, alg = 'RS256') => ({ kid, alg, ...(await generateKeyPair(alg, { extractable: true })) });
  const publish = async (...keys: { kid: string; alg: string; publicKey: CryptoKey }[]) => {
    const jwks = await Promise.all(
      keys.map(async ({ kid, alg, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' })),
    );
    answer = () => ({ body: JSON.stringify({ keys: jwks }) });
  };
  const key = await newKey('one');
  await publish(key);
  const seconds = () => Math.floor(tested.ports.clock.now().getTime() / 1000);
  const claims = (changes: object = {}) => ({
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'customer 7',
    iat: seconds(),
    exp: seconds() + 300,
    ...changes,
  });
  const sign = (changes: object = {}, by = key) =>
    new SignJWT(claims(changes)).setProtectedHeader({ alg: by.alg, kid: by.kid }).sign(by.privateKey);
  const exchange = async (jwt: string) => {
    const response = await request(tested.app, 'POST', '/session', { body: { jwt } });
    // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the chat answers
    const json = (await response.json()) as any;
    return { status: response.status, json, reason: json.error?.message as string | undefined };
  };
  const answers = (next: typeof answer) => {
    answer = next;
  };
  return { ...tested, key, newKey, publish, claims, sign, exchange, answers, asked: () => asked };
}

test('a good token makes a new session each time, with its subject', async () => {
  const { sign, exchange, ports, asked } = await provider();
  const jwt = await sign();
  const [one, two] = [await exchange(jwt), await exchange(jwt)];
  expect([one.status, two.status]).toEqual([200, 200]);
  expect(one.json.sessionId).not.toBe(two.json.sessionId);
  expect(await ports.sessions.findByToken(sha256(one.json.token))).toMatchObject({ subject: 'customer 7' });
  expect(asked()).toBe(1);
});

test.each(['ES256', 'PS256', 'EdDSA'])('takes %s', async (alg) => {
  const { newKey, publish, sign, exchange } = await provider();
  const key = await newKey('other', alg);
  await publish(key);
  expect((await exchange(await sign({}, key))).status).toBe(200);
});

test.each([
  ['has expired', { exp: 1_700_000_000 }, /it has expired/],
  ['never ends', { exp: undefined }, /it has no `exp`/],
  ['is for somebody else', { aud: 'another-app' }, /its `aud` is not the one/],
  ['is for nobody', { aud: undefined }, /it has no `aud`/],
  ['is from somebody else', { iss: 'https://login.shop.example' }, /its `iss` is not the one/],
  ['names nobody', { sub: undefined }, /it has no `sub`/],
  ['names a blank', { sub: ' ' }, /its `sub` must have 1 to 255 characters/],
  ['names too much', { sub: 'x'.repeat(256) }, /its `sub` must have 1 to 255 characters/],
  ['is not valid yet', { nbf: 4_000_000_000 }, /it is not valid yet/],
])('refuses a token that %s', async (_, changes, reason) => {
  const { sign, exchange } = await provider();
  const refused = await exchange(await sign(changes));
  expect([refused.status, refused.json.error.code]).toEqual([401, 'unauthorized']);
  expect(refused.reason).toMatch(reason);
});

test('bears with clocks that differ by half a minute, not more', async () => {
  const { sign, claims, exchange } = await provider();
  const { iat } = claims();
  expect((await exchange(await sign({ exp: iat - 29, nbf: iat + 29 }))).status).toBe(200);
  expect((await exchange(await sign({ exp: iat - 31 }))).status).toBe(401);
  expect((await exchange(await sign({ nbf: iat + 31 }))).status).toBe(401);
});

test('refuses a token without a signature, and one that is signed with the public key as a shared secret', async () => {
  const { key, claims, exchange } = await provider();
  expect((await exchange(new UnsecuredJWT(claims()).encode())).status).toBe(401);
  const publicKey = new TextEncoder().encode(JSON.stringify(await exportJWK(key.publicKey)));
  const confused = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: key.kid }).sign(publicKey);
  expect((await exchange(confused)).reason).toMatch(/algorithm/);
});

test('refuses another’s signature, a changed token, and what is no token', async () => {
  const { newKey, sign, exchange } = await provider();
  expect((await exchange(await sign({}, { ...(await newKey('one')) }))).reason).toMatch(/signature does not fit/);
  const [head, , signature] = (await sign()).split('.');
  const changed = Buffer.from(JSON.stringify({ sub: 'admin' })).toString('base64url');
  expect((await exchange(`${head}.${changed}.${signature}`)).status).toBe(401);
  for (const text of ['', 'a.b.c', 'x'.repeat(100)]) expect((await exchange(text)).reason).toMatch(/no signed JWT/);
  expect((await exchange('x'.repeat(9_000))).status).toBe(400);
});

test('finds a key that was published since, and refuses one that never was', async () => {
  const { key, newKey, publish, sign, exchange, asked } = await provider();
  await exchange(await sign());
  const next = await newKey('two');
  const jwt = await sign({}, next);
  expect((await exchange(jwt)).reason).toMatch(/not among those/);
  await publish(key, next);
  expect((await exchange(jwt)).status).toBe(200);
  expect(asked()).toBe(3);
});

test('unknown keys do not make it ask the provider again and again', async () => {
  const { newKey, sign, exchange, asked } = await provider(60_000);
  await exchange(await sign());
  const strange = await sign({}, await newKey('strange'));
  for (let n = 0; n < 5; n += 1) expect((await exchange(strange)).status).toBe(401);
  expect(asked()).toBe(1);
});

test.each([
  ['fails', () => ({ status: 500, body: '' })],
  ['sends something else', () => ({ body: '<html>' })],
  ['redirects', () => ({ status: 302, body: '', location: 'https://elsewhere.example/jwks.json' })],
  ['sends too much', () => ({ body: JSON.stringify({ keys: [], more: 'x'.repeat(300_000) }) })],
])('a provider that %s is our trouble, not the visitor’s', async (_, answer) => {
  const { sign, exchange, answers } = await provider();
  answers(answer);
  const failed = await exchange(await sign());
  expect([failed.status, failed.json.error.code]).toEqual([502, 'upstream_failed']);
});
