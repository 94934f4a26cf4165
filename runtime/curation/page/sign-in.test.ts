import { expect, test } from 'vitest';
import { authorizeAddress, challengeOf, newSecret, parseSettings, readReturn, tokensOf } from './sign-in.ts';

const settings = {
  clientId: 'abc',
  authorizeUrl: 'https://pool.example.com/oauth2/authorize',
  tokenUrl: 'https://pool.example.com/oauth2/token',
  logoutUrl: 'https://pool.example.com/logout',
};
const begun = { state: 'state-1', verifier: 'verifier-1', place: '#gaps' };

test('the challenge of a verifier is that of RFC 7636, appendix B', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('a secret is as long as RFC 7636 wants a verifier, of its letters, and never the same', () => {
  expect(newSecret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(newSecret()).not.toBe(newSecret());
});

test('a sign-in begins with code, PKCE and state, and without the verifier', () => {
  const address = new URL(authorizeAddress(settings, 'state-1', 'challenge-1', 'https://help.example.com/curate'));
  expect(address.origin + address.pathname).toBe(settings.authorizeUrl);
  expect(Object.fromEntries(address.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'abc',
    redirect_uri: 'https://help.example.com/curate',
    scope: 'openid email profile',
    state: 'state-1',
    code_challenge: 'challenge-1',
    code_challenge_method: 'S256',
  });
});

test('what comes back counts only with the state that was begun with', () => {
  expect(readReturn('', begun)).toEqual({ kind: 'none' });
  expect(readReturn('?code=c&state=state-1', begun)).toEqual({ kind: 'code', code: 'c', verifier: 'verifier-1' });
  for (const [search, known] of [
    ['?code=c&state=guess', begun],
    ['?code=c', begun],
    ['?code=c&state=state-1', null],
    ['?error=e&error_description=Call+this+number&state=guess', begun],
  ] as const)
    expect(readReturn(search, known)).toEqual({
      kind: 'refused',
      message: 'This sign-in was not begun in this tab, or it is over. Sign in again.',
    });
});

test('a reason is told in one sentence, however long it comes', () => {
  expect(readReturn('?error=access_denied&state=state-1', begun)).toMatchObject({
    message: 'The sign-in page let nobody in: access_denied',
  });
  const long = readReturn(`?error=e&error_description=${'x'.repeat(10_000)}&state=state-1`, begun);
  expect(long.kind === 'refused' && long.message.length).toBeLessThan(300);
});

test('tokens end by our own clock, and a refresh token stays where no new one comes', () => {
  const answer = { id_token: 'a.b.c', expires_in: 3_600 };
  expect(tokensOf(answer, 1_000, 'kept')).toEqual({ idToken: 'a.b.c', expiresAt: 3_601_000, refreshToken: 'kept' });
  expect(tokensOf({ ...answer, refresh_token: 'new' }, 0, 'kept')?.refreshToken).toBe('new');
  for (const wrong of [
    null,
    {},
    { ...answer, id_token: 'a b' },
    { ...answer, id_token: 'a.b.c\r\nx: y' },
    { ...answer, expires_in: '3600' },
    { ...answer, expires_in: -1 },
  ])
    expect(tokensOf(wrong, 0, null)).toBeNull();
});

test('settings that would send people or codes elsewhere are refused', () => {
  expect(parseSettings(settings)).toEqual(settings);
  for (const wrong of [
    'http://pool.example.com/token',
    'javascript:alert(1)',
    '//pool.example.com',
    'http://localhost.example.com/',
    7,
    undefined,
  ])
    expect(() => parseSettings({ ...settings, tokenUrl: wrong })).toThrow('is no https address');
  expect(() => parseSettings({ ...settings, clientId: '' })).toThrow('clientId is missing');
  expect(() => parseSettings(null)).toThrow('clientId is missing');
});
