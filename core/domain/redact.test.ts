import { describe, expect, test } from 'vitest';
import { createMasker } from './redact.ts';

const mask = (text: string, known?: Parameters<typeof createMasker>[0]) => createMasker(known).mask(text).text;

describe('the masker replaces', () => {
  test.each([
    ['mail sara.lind+x@north.example now', 'mail <EMAIL_1> now'],
    ['sara (at) north (dot) example', '<EMAIL_1>'],
    ['Sara <sara_l at north.example> wrote', '<PERSON_1> <<EMAIL_1>> wrote'],
    ['ask sara.lind at mail.north.example', 'ask <EMAIL_1>'],
    ['ask slind02 at north.example or sara at gmail.com', 'ask <EMAIL_1> or <EMAIL_2>'],
    ['slind@max:~/export$ ls', '<HOST_1>:~/export$ ls'],
    ['root@092af40cc094:/# ls', '<HOST_1>:/# ls'],
    ['Doug,\n\nset the port.', '<PERSON_1>,\n\nset the port.'],
    ['from 192.0.2.14:8126', 'from <IP_1>:8126'],
    ['proxy/198.51.100.7:3128 refused', 'proxy/<IP_1>:3128 refused'],
    ['on [2001:db8::17]:443', 'on [<IP_1>]:443'],
    ['call +49 30 23125 107 today', 'call <PHONE_1> today'],
    ['call +44 20 7946 0112', 'call <PHONE_1>'],
    ['Tel. 030 23125-456', 'Tel. <PHONE_1>'],
    ['my number is (555) 010-0142', 'my number is <PHONE_1>'],
    ['card 4111 1111 1111 1111', 'card <CARD_1>'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN <IBAN_1>'],
    ['key 0123456789abcdef0123456789abcdef', 'key <KEY_1>'],
    ['DD_API_KEY=0123456789abcdef', 'DD_API_KEY=<KEY_1>'],
    ['password: "Regen!schirm-haus"', 'password: "<KEY_1>"'],
    ['Authorization: Bearer abc123DEF456ghi', 'Authorization: Bearer <TOKEN_1>'],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln', '<TOKEN_1>'],
    ['AKIAIOSFODNN7EXAMPLE', '<KEY_1>'],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', '<KEY_1>'],
    ['Customer no. 48213', 'Customer no. <ACCOUNT_1>'],
    ['Kundennummer: K-482913', 'Kundennummer: <ACCOUNT_1>'],
    ['we sit at 1200 Harbor Loop, Suite 40, Tacoma, WA 98402', 'we sit at <ADDRESS_1>'],
    ['Hauptstraße 12, 10115 Berlin', '<ADDRESS_1>'],
    ['12 rue de la Paix, 75002 Paris', '<ADDRESS_1>'],
    ['Calle Mayor 12, 28013 Madrid', '<ADDRESS_1>'],
    ['runs on srv-mule01.north.local', 'runs on <HOST_1>'],
    ['runs on mule-prod-03', 'runs on <HOST_1>'],
    ['see esb-prd-02.corp.north.example', 'see <HOST_1>'],
    ['Hi Oluwaseun,\nthe log', 'Hi <PERSON_1>,\nthe log'],
    ['my name is Zsuzsa Nagy and', 'my name is <PERSON_1> and'],
    ['It works.\n\nKind regards,\nBo Ek', 'It works.\n\nKind regards,\n<PERSON_1>'],
    ['Sehr geehrter Herr Krüger,', 'Sehr geehrter Herr <PERSON_1>,'],
    ['I asked Peter about it', 'I asked <PERSON_1> about it'],
    ['C:\\Users\\slind\\log.txt', 'C:\\Users\\<PERSON_1>\\log.txt'],
    ['From: "Lind, Sara" <sara@north.example>', 'From: "<PERSON_1>" <<EMAIL_1>>'],
  ])('%s', (text, expected) => {
    expect(mask(text)).toBe(expected);
  });
});

test.each([
  'Plugin 4.6.3 on Mule 4.9.1, Java 17, 5.0.0-beta',
  'version 4.6.3.1 of the connector',
  'FW-2002 TLS handshake failed, HTTP:TIMEOUT, HTTP 403, E-1042',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of a configuration file
  'apiKey="${dd.api.key}" password: ${secure::proxy.password}',
  'com.ferrywork:ferrywork-connector:4.7.0:mule-plugin',
  'at com.ferrywork.internal.http.IntakeClient.send(IntakeClient.java:204)',
  'localhost, 127.0.0.1, 0.0.0.0:8126, ::1, 255.255.255.0',
  'http-intake.logs.us5.datadoghq.com and api.datadoghq.eu on port 443',
  '2026-10-05 09:00:01,120 at 05.10.2026 09:00, from 2026-10-05 to 2026-10-07',
  'batch.size 500, queue.capacity 10000, timeout 15000 ms, order 500 events',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'java.lang.Object@7d4991ad and org.mule.Foo@1f',
  'Mark all of them. Will it work? May I restart? Max value 1000.',
  'Set mask.patterns to (?i)password=\\S+ in log4j2.component.properties',
  'sapply(c("bin", "doc"), R.home) and R.home("etc")',
  'Look at docs.vendor.example, it is available at vendor.example',
  'Dear Sir or Madam,',
  'However,\n\nset the port.',
  'registry.example/team/image@sha256:0f and user@host in a manual',
  'Thanks,\nSupport Team',
])('leaves %s as it is', (text) => {
  expect(mask(text)).toBe(text);
});

test('gives one person one token in all forms, across texts', () => {
  const masker = createMasker({ names: ['"Holt, Mira (Vendor)"', 'Jonas Weber'] });
  expect(masker.mask('Mira Holt, mira, M. Holt, mholt and Mira’s mail').text).toBe(
    '<PERSON_1>, <PERSON_1>, <PERSON_1>, <PERSON_1> and <PERSON_1>’s mail',
  );
  expect(masker.mask('Ask Jonas. Holt knows.\nMH').text).toBe('Ask <PERSON_2>. <PERSON_1> knows.\n<PERSON_1>');
});

test('masks what is left of a name where something else took a part of it', () => {
  const masker = createMasker({ names: ['Sara Lind'] });
  expect(masker.mask('Regards\nSara\nlind@max:~$ ls').text).toBe('Regards\n<PERSON_1>\n<HOST_1>:~$ ls');
  expect(masker.mask('Sara\n\nLind has it').text).toBe('<PERSON_1>\n\n<PERSON_1> has it');
});

test('finds a first name behind another word with a capital', () => {
  expect(mask('As Johannes said, Hello Sarah')).toBe('As <PERSON_1> said, Hello <PERSON_2>');
});

test('learns a name from a sign-off for the text above it', () => {
  expect(mask('Wanjiru asked me to write.\n\nRegards,\nWanjiru Kamau')).toBe('<PERSON_1> asked me to write.\n\nRegards,\n<PERSON_1>');
});

test('masks hosts of the domains it is told, and words to keep never', () => {
  expect(mask('ping gateway.north.example or north.example', { domains: ['north.example'] })).toBe('ping <HOST_1> or <HOST_2>');
  expect(mask('Hello Ferrywork,\nthe Ferrywork appender', { keep: ['ferrywork'] })).toBe('Hello Ferrywork,\nthe Ferrywork appender');
});

test('leaves its own tokens alone and counts by kind', () => {
  const { text, masked } = createMasker().mask('a@b.example, c@d.example, a@b.example');
  expect(text).toBe('<EMAIL_1>, <EMAIL_2>, <EMAIL_1>');
  expect(masked).toEqual([{ kind: 'email', count: 3 }]);
  expect(mask(text)).toBe(text);
});

test.each([
  'a@',
  '1 ',
  'On ',
  '-----BEGIN PRIVATE KEY ',
  'A',
  'Aa ',
  '+4 ',
  '::',
  '.1',
  'eyJ',
  'Dear A',
  'x.',
  'token ',
  'a-',
  'Regards\n',
  'Hi Aa Bb Cc Dd ',
  '(0',
  '\n',
  ' ',
])('ends on 100 KB of %j', (piece) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length));
  expect(mask(text, { names: ['Sara Lind'] }).length).toBeGreaterThan(0);
});
