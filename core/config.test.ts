import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { configJsonSchema, loadConfig, parseConfig, readEnvironment } from './config.ts';

const brand = { name: 'Example', fallbackEmail: 'help@shop.example' };

test('fills in what a short configuration leaves out', () => {
  expect(parseConfig({ brand }, '/srv/kb')).toMatchObject({
    folder: '/srv/kb',
    sites: [],
    assistant: { name: 'embedded' },
    data: 'data/local',
  });
});

test('names every problem at once, by its place', () => {
  const broken = { brand: { ...brand, fallbackEmail: 'nobody' }, sites: [{ start: ['docs.example'] }], colour: 'red' };
  expect(() => parseConfig(broken, '/', 'my.json')).toThrow(
    /my\.json: .*`brand.fallbackEmail` must be an e-mail.*`sites.0.start.0` must be an absolute.*colour/s,
  );
});

test('says what to do when the file is missing or no JSON', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
  expect(() => loadConfig(path.join(folder, 'none.json'))).toThrow('none.json cannot be read (ENOENT); run `threadwell init`');
  writeFileSync(path.join(folder, 'bad.json'), '{ brand');
  expect(() => loadConfig(path.join(folder, 'bad.json'))).toThrow('bad.json is no JSON');
});

test('reads a file that an editor on Windows began with a byte order mark', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'config-')), 'bom.json');
  writeFileSync(file, `\uFEFF${JSON.stringify({ brand })}`);
  expect(loadConfig(file).brand.name).toBe('Example');
});

test.each([
  [{ mail: { supportDomains: ['@shop.example'] } }, '`mail.supportDomains.0` must be a domain'],
  [{ mail: { supportAddresses: ['shop.example'] } }, '`mail.supportAddresses.0` must be an e-mail address'],
  [
    { mail: { rewrite: { provider: 'openai', model: 'm', baseUrl: 'http://models.example/v1' } } },
    '`mail.rewrite.baseUrl` must begin with https://',
  ],
  [{ mail: { rewrite: { provider: 'openai', model: 'm', baseUrl: 'http://127.0.0.1.models.example/v1' } } }, 'must begin with https://'],
  [{ mail: { rewrite: { provider: 'openai', model: 'm' } } }, '`mail.rewrite.baseUrl`'],
  [{ mail: { rewrite: { provider: 'bedrock', model: 'm', region: 'Ireland' } } }, '`mail.rewrite.region` must be a region'],
  [{ triage: { categories: [] } }, '`triage.categories`'],
  [{ triage: { categories: [{ name: 'Data loss', terms: ['lost'] }] } }, '`triage.categories.0.name` must look like `data_loss`'],
  [{ triage: { escalation: { terms: ['?!'] } } }, '`triage.escalation.terms.0` must hold a word'],
  [
    {
      tickets: {
        fields: [
          { name: 'version', question: 'Which?' },
          { name: 'version', question: 'Which one?' },
        ],
      },
    },
    '`tickets.fields` must have names that differ',
  ],
])('tells what would go wrong in silence: %j', (part, message) => {
  expect(() => parseConfig({ brand, ...part }, '/')).toThrow(message);
});

test.each(['https://models.example/v1', 'http://127.0.0.1:11434/v1', 'http://localhost:1234', 'http://[::1]:8080/v1'])(
  'lets a model be at %s',
  (baseUrl) => {
    expect(parseConfig({ brand, mail: { rewrite: { provider: 'openai', model: 'm', baseUrl } } }, '/').mail.rewrite).toMatchObject({
      baseUrl,
    });
  },
);

test('the samples are one valid configuration', () => {
  expect(loadConfig('data/samples/threadwell.config.json').brand.name).toBe('Ferrywork');
});

test('the published JSON Schema is the one that is checked', () => {
  expect(JSON.parse(readFileSync('threadwell.schema.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
});

test('takes secrets from the environment alone', () => {
  expect(readEnvironment({ ZENDESK_API_TOKEN: 'z', MODEL_API_KEY: 'm' })).toMatchObject({ zendeskApiToken: 'z', modelApiKey: 'm' });
  expect(readEnvironment({ MODEL_API_KEY: '' }).modelApiKey).toBeUndefined();
});

test('refuses an unknown platform in the environment', () => {
  expect(() => readEnvironment({ THREADWELL_PLATFORM: 'gcp' })).toThrow('THREADWELL_PLATFORM is `gcp`');
});
