import { describe, expect, test } from 'vitest';
import { NotAllowed } from '#core/domain/errors.ts';
import { hostAndPort, openFetcher } from './fetcher.ts';
import { isNeverOpen, isPublicAddress } from './public-address.ts';

describe('addresses', () => {
  test.each([
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.2.1',
    '198.18.0.1', '203.0.113.9', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', '2002:7f00:1::',
    '64:ff9b::7f00:1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::7f00:1', 'localhost', '',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false)); // biome-ignore format: a list reads as a list

  test.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946'])('%s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  test('link-local and metadata addresses are opened by nothing', () => {
    expect(['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '::ffff:169.254.169.254'].map(isNeverOpen)).toEqual([true, true, true, true]);
    expect(isNeverOpen('127.0.0.1')).toBe(false);
  });

  test.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost/',
    'http://[::1]/',
  ])('%s is refused in whatever spelling, before a connection is made', async (url) => {
    const fetcher = openFetcher({ userAgent: 'test', openHosts: new Set() });
    await expect(fetcher.get(url)).rejects.toThrow(NotAllowed);
    fetcher.close();
  });

  test('an opened host stays closed for link-local addresses', async () => {
    const url = 'http://169.254.169.254/latest/';
    const fetcher = openFetcher({ userAgent: 'test', openHosts: new Set([hostAndPort(url)]) });
    await expect(fetcher.get(url)).rejects.toThrow(NotAllowed);
    fetcher.close();
  });
});
