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
    ['To: Lind, Sara; Ek, Bo', 'To: <PERSON_1>; <PERSON_2>'],
    ['login=s.lind%40north.example&x=1', 'login=<EMAIL_1>&x=1'],
    ['sara AT north DOT example', '<EMAIL_1>'],
    ['sara (at) north dot example', '<EMAIL_1>'],
    ['"sara lind"@north.example', '<EMAIL_1>'],
    ['the login slind@north fails', 'the login <EMAIL_1> fails'],
    ['bounce-7-sara=north.example@lists.vendor.example', '<EMAIL_1>'],
    ['a@xn--nrd-0na.xn--p1ai', '<EMAIL_1>'],
    ['nc -u admin:Regen77 and -u sara:Regen77!', 'nc -u admin:<KEY_1> and -u sara:<KEY_2>'],
    ['https://sara:Regen77@git.vendor.example/x', 'https://sara:<KEY_1>@git.vendor.example/x'],
    ['https://app.vendor.example/reset?token=Ab12cd34&lang=en', 'https://app.vendor.example/reset?token=<TOKEN_1>&lang=en'],
    ['-Dhttp.proxyPassword=Regen77', '-Dhttp.proxyPassword=<KEY_1>'],
    ['<password>Regenschirm</password>', '<password><KEY_1></password>'],
    ['Kennwort: Regen!schirm', 'Kennwort: <KEY_1>'],
    ['jdbc:oracle:thin:scott/tiger@//db:1521', 'jdbc:oracle:thin:scott/<KEY_1>@//db:1521'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIB\nAA==\nthe rest is missing', '<KEY_1>\nthe rest is missing'],
    ['\\\\filesrv\\logs\\app.log', '\\\\<HOST_1>\\logs\\app.log'],
    ['Oct  5 09:00:01 mulebox mule[77]: up', 'Oct  5 09:00:01 <HOST_1> mule[77]: up'],
    ['link/ether 02:42:AC:11:00:02 up', 'link/ether <MAC_1> up'],
    ['from ::ffff:203.0.113.9 and 203.0.113.9', 'from <IP_1> and <IP_1>'],
    ['ip-10-0-12-34 is up', 'ip-<IP_1> is up'],
    ['Phone: (555) 010-0142 ext. 17', 'Phone: <PHONE_1>'],
    ['móvil 655 01 02 03', 'móvil <PHONE_1>'],
    ['tel:+1-555-010-0142', 'tel:<PHONE_1>'],
    ['(11) 95550-1234', '<PHONE_1>'],
    ['Numer klienta: KL/2025/331', 'Numer klienta: <ACCOUNT_1>'],
    ['ul. Polna 14/3, 00-001 Warszawa', '<ADDRESS_1>'],
    ['user=slind action=login', 'user=<PERSON_1> action=login'],
    ['-rw-r--r-- 1 slind mule 22 Oct 5 app.log', '-rw-r--r-- 1 <PERSON_1> mule 22 Oct 5 app.log'],
    ['NORTH\\slind is locked', 'NORTH\\<PERSON_1> is locked'],
    ['Geachte heer De Vries,', 'Geachte heer <PERSON_1>,'],
    ['Dear Ms. van der Meer,', 'Dear Ms. <PERSON_1>,'],
    ['С уважением,\nСергей Волков', 'С уважением,\n<PERSON_1>'],
    ['Sorry.\n\nOluchi Ek\nOps, North\nT: +44 20 7946 0112', 'Sorry.\n\n<PERSON_1>\nOps, North\nT: <PHONE_1>'],
    ['-- \nDr. Oluchi A. Bello\nSchool of North', '-- \nDr. <PERSON_1>\nSchool of North'],
    ['| Bello, Oluchi wrote:', '| <PERSON_1> wrote:'],
    ['the page is Sara’s', 'the page is <PERSON_1>’s'],
    ['Oluchi told me to restart', '<PERSON_1> told me to restart'],
    ['田中様\nお世話になっております。', '<PERSON_1>様\nお世話になっております。'],
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
  'saved as Windows-1252, utf-8, UTF-16, iso-8859-1, ISO-8859-15, cp-1252, koi8-r or Shift-JIS',
  'built for x86-64, amd-64 and arm-64 on Windows-2019, with sha-256, aes-128 and rfc-2616',
  'Dear Sir or Madam,',
  'However,\n\nset the port.',
  'Bonjour,\n\nle port est ouvert.',
  'Upgrade from 1.2.3.4 to 1.2.3.5 first',
  'Chrome/120.0.6099.129 and Maven 3.9.6 (bc0240f3c744dd6b6ec2920b3cd08dcc295161ae)',
  'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'trace_id=4bf92f3577b34da6a3ce929d0e0e4736',
  'event 0-8d3fe1a0-17c2-11ef-9d30-0242ac110002',
  'git@github.com:acme/orders.git and user@host:port and tools@latest',
  'repo1.maven.org and pool.ntp.org',
  '00 00 00 00 00 00 00 00',
  'ff:ff:ff:ff:ff:ff is the broadcast',
  'The docs say 8126, the Agent said no.',
  'The password reset works, the token is valid for 60 minutes.',
  'password: your-password',
  '4096 2009-06-28 14:02 app.log',
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

test('knows the letters of a name in other scripts, and what could be a name from a name', () => {
  const masker = createMasker({ names: ['Li Wei', 'Alex Long', 'Mark Stone'] });
  expect(masker.mask('It took a long time; Mark the box. Ask Mark. A. Long, Li Wei').text).toBe(
    'It took a long time; Mark the box. Ask <PERSON_3>. <PERSON_2>, <PERSON_1>'.replace(/<PERSON_(\d)>/g, (_, n) => `<PERSON_${4 - n}>`),
  );
});

test('gives a user name the token of its person', () => {
  expect(createMasker({ names: ['Sara Lind'] }).mask('Sara Lind has /home/slind/x').text).toBe('<PERSON_1> has /home/<PERSON_1>/x');
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
  '-',
  'a-',
  'ab:',
  '1.',
  'password=',
  'password ',
  'user=',
  '<secure ',
  '?key=',
  'Aa said ',
  'To: Aa; ',
  'a at b dot ',
  '様',
  'iVBORw0KGgo/+',
])('ends on 100 KB of %j', (piece) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length));
  expect(mask(text, { names: ['Sara Lind'] }).length).toBeGreaterThan(0);
});
