import { describe, expect, test } from 'vitest';
import { parseArticles } from '#core/domain/article-csv.ts';
import type { Draft } from '#core/domain/draft.ts';
import { SOURCES } from '#core/domain/passage.ts';
import type { SearchExplanation } from '#core/domain/search-explanation.ts';
import { article, articles, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { CURATOR_KEY, curator, ORIGIN, request, sampleDraft, testApp, visitor } from './fixtures/test-app.ts';

type Shown = Draft & { blockers: string[]; articleUrl: string };

async function withDraft(changes: Partial<Draft> = {}) {
  const tested = testApp();
  const draft = sampleDraft(changes);
  await tested.ports.drafts.put(draft);
  const desk = await curator(tested.app);
  const decide = async (action: string, version: number | string | null, body?: unknown, id = draft.id) => {
    const headers: Record<string, string> = version === null ? {} : { 'if-match': typeof version === 'number' ? `"${version}"` : version };
    const response = await desk.call('POST', `/drafts/${id}/${action}`, body, headers);
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      json: (await response.json()) as Shown & { error?: { code: string } },
    };
  };
  const edit = async (version: number, body: unknown) => {
    const response = await desk.call('PATCH', `/drafts/${draft.id}`, body, { 'if-match': `"${version}"` });
    return { status: response.status, json: (await response.json()) as Shown & { error?: { message: string } } };
  };
  return { ...tested, desk, draft, decide, edit };
}

describe('the key', () => {
  test('gives a cookie that scripts cannot read and other sites do not send, and that is not the key', async () => {
    const { app } = testApp();
    const { opened, cookie, call } = await curator(app);
    expect(opened.status).toBe(204);
    const header = opened.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^threadwell_curator=/);
    expect(header).toMatch(/HttpOnly/);
    expect(header).toMatch(/SameSite=Strict/);
    expect(header).not.toContain(CURATOR_KEY);
    expect((await call('GET', '/drafts')).status).toBe(200);
    expect((await curator(app)).cookie).not.toBe(cookie);
  });

  test('must be right, and the cookie genuine and not too old', async () => {
    const { app, advance } = testApp();
    const { cookie } = await curator(app);
    expect((await request(app, 'POST', '/curate/key', { body: { key: 'd'.repeat(64) } })).status).toBe(401);
    const [end, random, seal] = cookie.replace('threadwell_curator=', '').split('.');
    const forged = [
      '',
      'x',
      `${Number(end) + 1000}.${random}.${seal}`,
      `${end}.${random}.`,
      `${end}.${random}.${'0'.repeat(64)}`,
      CURATOR_KEY,
    ];
    for (const value of forged)
      expect((await request(app, 'GET', '/drafts', { headers: { cookie: `threadwell_curator=${value}` } })).status).toBe(401);
    expect((await request(app, 'GET', '/drafts', { headers: { cookie } })).status).toBe(200);
    advance(12 * 3_600_000);
    expect((await request(app, 'GET', '/drafts', { headers: { cookie } })).status).toBe(401);
  });

  test('opens nothing where there is none, or where the app does not know its own name', async () => {
    const { app } = testApp(() => ({ curatorKey: null }));
    expect((await request(app, 'POST', '/curate/key', { body: { key: '' } })).status).toBe(401);
    const other = testApp();
    const { cookie } = await curator(other.app);
    expect((await request(other.app, 'GET', '/drafts', { headers: { cookie }, env: {} })).status).toBe(403);
  });

  test('a visitor’s token opens no curator’s route', async () => {
    const { app } = testApp();
    const ann = await visitor(app);
    for (const [method, pathname] of [
      ['GET', '/drafts'],
      ['GET', '/drafts/x'],
      ['GET', '/gaps'],
      ['GET', '/refreshes'],
      ['POST', '/refreshes'],
      ['GET', '/search?q=x'],
      ['POST', '/drafts/x/approve'],
      ['PATCH', '/drafts/x'],
    ] as const)
      expect((await ann.call(method, pathname)).status).toBe(401);
  });

  test('a change from another page, or without Origin, is refused even with the cookie', async () => {
    const { app, desk, draft, ports } = await withDraft();
    for (const origin of ['https://evil.example', 'https://shop.example', 'null', 'http://127.0.0.1:8787', undefined]) {
      const headers: Record<string, string> = { cookie: desk.cookie, 'if-match': '"1"', ...(origin ? { origin } : {}) };
      expect((await request(app, 'POST', `/drafts/${draft.id}/approve`, { headers })).status).toBe(403);
    }
    expect((await ports.drafts.get(draft.id))?.state).toBe('proposed');
  });
});

describe('drafts', () => {
  test('are listed by state and shown with their mail, version and blockers', async () => {
    const { desk, draft } = await withDraft();
    const list = (await (await desk.call('GET', '/drafts?state=proposed')).json()) as { drafts: object[] };
    expect(list.drafts).toMatchObject([{ id: draft.id, version: 1, state: 'proposed', title: draft.title, steps: 2, blockers: [] }]);
    expect(((await (await desk.call('GET', '/drafts?state=approved')).json()) as { drafts: object[] }).drafts).toEqual([]);
    expect((await desk.call('GET', '/drafts?state=nonsense')).status).toBe(400);
    const shown = await desk.call('GET', `/drafts/${draft.id}`);
    expect(shown.headers.get('etag')).toBe('"1"');
    expect(await shown.json()).toEqual({ ...draft, blockers: [], articleUrl: `${ORIGIN}/articles/proxy-asks-for-a-password-d1a2b3` });
    expect((await desk.call('GET', '/drafts/unknown')).status).toBe(404);
  });

  test('approval publishes the article into the CSV and as a page', async () => {
    const { decide, ports, app } = await withDraft();
    const { status, etag, json } = await decide('approve', 1, { note: 'checked on 4.6.3' });
    expect([status, etag, json.state, json.version]).toEqual([200, '"2"', 'approved', 2]);
    expect(json.audit).toEqual([{ at: '2026-11-21T10:00:00.000Z', who: 'curator', what: 'approved', note: 'checked on 4.6.3' }]);
    const csv = await ports.files.readText('curated_articles.csv');
    expect(parseArticles(csv ?? '', 'curated')).toMatchObject([{ title: 'Proxy asks for a password', url: json.articleUrl }]);
    const page = await request(app, 'GET', new URL(json.articleUrl).pathname);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const text = await page.text();
    expect(text).toContain('<h1>Proxy asks for a password</h1>');
    expect(text).toContain('Set proxy.host and proxy.port.');
    expect(text).toContain('reviewed');
  });

  test('many approvals at once all reach the CSV', async () => {
    const { decide, ports } = await withDraft();
    const ids = Array.from({ length: 10 }, (_, n) => `${n}aaaaaaaaaaa`);
    for (const id of ids) await ports.drafts.put(sampleDraft({ id }));
    await Promise.all(ids.map((id) => decide('approve', 1, {}, id)));
    expect(parseArticles((await ports.files.readText('curated_articles.csv')) ?? '', 'curated')).toHaveLength(10);
  });

  test('a decision names the version it saw: 428 without, 412 for another, 400 for nonsense', async () => {
    const { decide, ports, draft } = await withDraft();
    expect((await decide('approve', null)).status).toBe(428);
    expect(await decide('approve', 2)).toMatchObject({ status: 412, json: { error: { code: 'version_conflict' } } });
    expect((await decide('approve', '"abc"')).status).toBe(400);
    expect((await decide('approve', '*')).status).toBe(400);
    expect((await ports.drafts.get(draft.id))?.version).toBe(1);
    const both = await Promise.all([decide('approve', 1), decide('reject', 1, { reason: 'wrong' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('an unsupported sentence or an open contradiction blocks approval until it is dealt with', async () => {
    const contradiction = { docsUrl: 'https://docs.example/a', docsQuote: 'Use 8080.', mailQuote: 'Use 3128.' };
    const { decide, edit } = await withDraft({ contradictions: [contradiction] });
    const first = await edit(1, { steps: [{ text: 'Set proxy.host and proxy.port.' }, { text: 'Reinstall everything at once.' }] });
    expect(first.json.steps.map(({ supported }) => supported)).toEqual([true, false]);
    expect(first.json.blockers).toHaveLength(2);
    expect(await decide('approve', 2)).toMatchObject({ status: 400, json: { error: { code: 'bad_request' } } });
    const second = await edit(2, { steps: [{ text: 'Set proxy.host and proxy.port.' }], decisions: ['mail'] });
    expect(second.json.contradictions[0]?.decision).toBe('mail');
    expect((await decide('approve', 3)).status).toBe(200);
  });

  test('an edit cannot claim support, point outside the mail, or set what only a review sets', async () => {
    const { edit, ports, draft } = await withDraft();
    const evidence = [{ messageId: 'm1', start: 0, end: 9_999 }];
    const bad = [
      { steps: [{ text: 'A claim.', supported: true }] },
      { steps: [{ text: 'A claim.', evidence }] },
      { steps: [{ text: 'A claim.', evidence: [{ messageId: 'other', start: 0, end: 1 }] }] },
      { steps: [] },
      { state: 'approved' },
      { version: 9 },
      { title: '' },
      { title: 'x'.repeat(201) },
      { tags: ['no colon'] },
      { decisions: ['mail'] },
      [],
    ];
    for (const body of bad) expect((await edit(1, body)).status, JSON.stringify(body)).toBe(400);
    expect(await ports.drafts.get(draft.id)).toEqual(draft);
  });

  test('what is published is not edited in place', async () => {
    const { decide, edit } = await withDraft();
    await decide('approve', 1);
    expect(await edit(2, { title: 'Another title' })).toMatchObject({ status: 400 });
  });

  test('are rejected with a reason, and not without', async () => {
    const { decide } = await withDraft();
    expect((await decide('reject', 1, {})).status).toBe(400);
    expect((await decide('reject', 1, { reason: 'Only true for 4.5' })).json).toMatchObject({ state: 'rejected', version: 2 });
    expect((await decide('approve', 2)).status).toBe(400);
  });

  test('snoozed ones come back with an edit', async () => {
    const { decide, edit } = await withDraft();
    expect((await decide('snooze', 1)).json.state).toBe('snoozed');
    expect((await edit(2, {})).json).toMatchObject({ state: 'proposed', version: 3 });
  });

  test('are merged into another that takes over their threads', async () => {
    const { decide, ports, draft } = await withDraft();
    await ports.drafts.put(sampleDraft({ id: 'other', threads: ['thread-2'] }));
    expect((await decide('merge', 1, { into: 'nowhere' })).status).toBe(404);
    expect((await decide('merge', 1, { into: draft.id })).status).toBe(400);
    expect((await decide('merge', 1, { into: 'other' })).json).toMatchObject({ state: 'merged', audit: [{ note: 'into other' }] });
    expect(await ports.drafts.get('other')).toMatchObject({ version: 2, threads: ['thread-1', 'thread-2'], state: 'proposed' });
  });
});

describe('who decides', () => {
  const named = { 'if-match': '"1"', 'x-threadwell-curator': encodeURIComponent('Mira Ö.') };

  test('is the name that the desk sends, else whose key it is', async () => {
    const { app, ports } = testApp(() => ({ curatorName: 'keeper' }));
    await ports.drafts.put(sampleDraft());
    const { call } = await curator(app);
    expect(await (await call('GET', '/curate/me')).json()).toEqual({ name: 'keeper' });
    expect(await (await call('GET', '/curate/me', undefined, named)).json()).toEqual({ name: 'Mira Ö.' });
    await call('POST', `/drafts/${sampleDraft().id}/snooze`, { until: '2026-12-24' }, named);
    await call('PATCH', `/drafts/${sampleDraft().id}`, { title: 'Other' }, { 'if-match': '"2"' });
    expect((await ports.drafts.get(sampleDraft().id))?.audit.map(({ who, what }) => [who, what])).toEqual([
      ['Mira Ö.', 'snoozed'],
      ['keeper', 'edited'],
    ]);
  });

  test.each(['', '%20', '%0A', '%E0%A4', 'x'.repeat(81)])('is never nobody: %j is refused', async (sent) => {
    const { desk, draft, ports } = await withDraft();
    const headers = { 'if-match': '"1"', 'x-threadwell-curator': sent };
    expect((await desk.call('POST', `/drafts/${draft.id}/approve`, {}, headers)).status).toBe(400);
    expect((await ports.drafts.get(draft.id))?.version).toBe(1);
  });
});

describe('an article', () => {
  test('is withdrawn with a reason', async () => {
    const { decide, ports } = await withDraft();
    await decide('approve', 1);
    expect((await decide('withdraw', 2, {})).status).toBe(400);
    expect((await decide('withdraw', 2, { reason: 'gone in 4.7' })).json).toMatchObject({ state: 'withdrawn', version: 3 });
    expect(parseArticles((await ports.files.readText('curated_articles.csv')) ?? '', 'curated')).toEqual([]);
  });

  test('whose docs changed is first in the list, with the sections', async () => {
    const toVerify = [{ url: 'https://docs.example/a', was: 'changed' as const }];
    const { desk, ports } = await withDraft({ threads: ['a', 'b', 'c'] });
    await ports.drafts.put(sampleDraft({ id: 'served', state: 'verify_again', toVerify }));
    const { drafts } = (await (await desk.call('GET', '/drafts')).json()) as { drafts: object[] };
    expect(drafts).toMatchObject([{ id: 'served', toVerify }, { value: { threads: 3, visitors: 0 } }]);
  });
});

describe('article pages', () => {
  test('lead to docs that a reader can open, and nowhere else', async () => {
    const similar = [
      { url: 'https://docs.example/a', title: 'Outside', score: 1 },
      { url: `${ORIGIN}/docs/b`, title: 'Own', score: 1 },
      { url: 'http://internal.example/c', title: 'Unsafe', score: 1 },
      { url: 'javascript:alert(1)', title: 'Script', score: 1 },
    ];
    const { app, decide } = await withDraft({ similar });
    const { json } = await decide('approve', 1);
    const html = await (await request(app, 'GET', new URL(json.articleUrl).pathname)).text();
    expect([...html.matchAll(/<a href="([^"]+)"/g)].map(([, url]) => url)).toEqual(['https://docs.example/a', `${ORIGIN}/docs/b`]);
    expect(html).toContain('<time datetime="2026-11-21T10:00:00.000Z">21 November 2026</time>');
  });

  test('stay while the docs are to be looked at again, and an address of an earlier title leads on', async () => {
    const { app, ports, draft } = await withDraft({ state: 'verify_again' });
    expect((await request(app, 'GET', `/articles/proxy-asks-for-a-password-${draft.id.slice(0, 6)}`)).status).toBe(200);
    const old = await request(app, 'GET', `/articles/an-earlier-title-${draft.id.slice(0, 6)}`);
    expect([old.status, old.headers.get('location')]).toEqual([
      302,
      `${ORIGIN}/articles/proxy-asks-for-a-password-${draft.id.slice(0, 6)}`,
    ]);
    await ports.drafts.put({ ...draft, version: 2, state: 'withdrawn' });
    expect((await request(app, 'GET', `/articles/proxy-asks-for-a-password-${draft.id.slice(0, 6)}`)).status).toBe(404);
  });

  test('show only approved drafts, and what the mail said as text', async () => {
    const nasty = 'Set <img src=x onerror=alert(1)> and [this](javascript:alert(1)) now.';
    const text = `${nasty} The gateway asks for a password.`;
    const step = { text: nasty, evidence: [{ messageId: 'm1', start: 0, end: nasty.length }], supported: true };
    const question = {
      text: 'The gateway asks for a password.',
      evidence: [{ messageId: 'm1', start: nasty.length + 1, end: text.length }],
      supported: true,
    };
    const { app, decide, draft } = await withDraft({
      title: '<b>Bold</b>',
      steps: [step],
      question,
      messages: [{ id: 'm1', role: 'support', date: null, text }],
    });
    const slug = `b-bold-b-${draft.id.slice(0, 6)}`;
    expect((await request(app, 'GET', `/articles/${slug}`)).status).toBe(404);
    expect((await decide('approve', 1)).status).toBe(200);
    const html = await (await request(app, 'GET', `/articles/${slug}`)).text();
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('<h1>&lt;b&gt;Bold&lt;/b&gt;</h1>');
    expect(html).not.toMatch(/<img|href="javascript/);
    expect((await request(app, 'GET', '/articles/%2e%2e%2fetc')).status).toBe(404);
  });
});

describe('gaps, refreshes and search', () => {
  test('gaps that ask the same are one, most asked first', async () => {
    const { app, desk } = await withDraft();
    const ann = await visitor(app);
    for (const [turnId, text] of [
      ['t1', 'refuse Kafka transport?'],
      ['t2', 'refuse a Splunk export?'],
      ['t3', 'refuse the transport: Kafka'],
    ] as const)
      await ann.ask(text, turnId);
    const { gaps } = (await (await desk.call('GET', '/gaps')).json()) as { gaps: { count: number; questions: string[] }[] };
    expect(gaps.map(({ count, questions }) => [count, questions.length])).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  test('a refresh is started and its history listed', async () => {
    const { desk, ports } = await withDraft();
    expect(await (await desk.call('POST', '/refreshes')).json()).toEqual({ status: 'promoted', version: 3 });
    await ports.serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 3, promotedAt: '2026-11-21T09:00:00.000Z' });
    expect(await (await desk.call('GET', '/refreshes')).json()).toMatchObject({ refreshes: [{ version: 1, articles: 3 }] });
  });

  test('search wants a question', async () => {
    const { desk } = await withDraft();
    expect((await desk.call('GET', '/search')).status).toBe(400);
    expect((await desk.call('GET', '/search?q=proxy&limit=1000')).status).toBe(400);
    expect(await (await desk.call('GET', '/search?q=proxy')).json()).toEqual({ minConfidence: 0.43, passages: [] });
    for (const wrong of ['&source=mail', '&explain=yes', `&tags=${'a'.repeat(301)}`])
      expect((await desk.call('GET', `/search?q=proxy${wrong}`)).status, wrong).toBe(400);
  });

  test('search is narrowed by source and tags, and explained where it is asked for', async () => {
    const { desk, ports } = await withDraft();
    const { knowledgeBase, files, serving } = ports;
    await uploadArticles(files, 'blue', 'web_docs', articles);
    await uploadArticles(files, 'blue', 'curated_articles', [article('Proxy by mail', 'The proxy asks for a password.', ['source:email'])]);
    for (const source of SOURCES) await knowledgeBase.startIngestion('blue', source);
    await serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 5, promotedAt: '2026-11-21T09:00:00.000Z' });
    const search = async (query: string) =>
      (await (await desk.call('GET', `/search?q=proxy${query}`)).json()) as Partial<SearchExplanation> & { passages: { title: string }[] };
    const titles = async (query: string) => (await search(query)).passages.map(({ title }) => title);
    expect(await titles('')).toEqual(['Proxy settings', 'Proxy by mail']);
    expect(await titles('&source=curated_articles')).toEqual(['Proxy by mail']);
    expect(await titles('&tags=topic:network;version:4.7')).toEqual(['Proxy settings']);
    expect(await titles('&tags=topic:none')).toEqual([]);
    expect((await search('')).passages[0]).not.toHaveProperty('why');
    const { ranking, asked, passages } = await search('&explain=true');
    expect([ranking, asked?.map(({ said }) => said), passages.map(({ title }) => title)]).toEqual([
      'words',
      ['proxy'],
      ['Proxy settings', 'Proxy by mail'],
    ]);
    expect(passages[0]).toMatchObject({ why: { words: { matches: [{ asked: 0, words: 'proxy' }] }, folded: [] } });
  });
});
