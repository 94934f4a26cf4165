import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Papa from 'papaparse';

/** Every so many rows a mistake is planted, in turn one of {@link MISTAKES}. */
const ROWS_A_MISTAKE = 1_000;
/** Each gives one finding: a row that the contract refuses, a secret, a repeated url, a repeated body. */
const MISTAKES = ['url', 'heading', 'email', 'repeated url', 'repeated body'] as const;
const WORDS =
  `the connector sends logs metrics traces to an endpoint when queue is full retry after timeout certificate proxy host port user
  property file restart runtime version agent batch sampling rate mask field dashboard monitor alert set value default enable disable option
  install upgrade remove`.split(/\s+/);

/** Writes a CSV of so many articles of about 1.5 KB each, the same every time. Returns how many mistakes are in it. */
export async function makeBase(file: string, rows: number): Promise<number> {
  const random = seededRandom(7);
  async function* lines() {
    yield 'title,url,body,tags\n';
    let earlier = '';
    for (let n = 0; n < rows; n++) {
      const row = articleRow(n, random);
      const mistake = n % ROWS_A_MISTAKE === ROWS_A_MISTAKE - 1 ? MISTAKES[Math.floor(n / ROWS_A_MISTAKE) % MISTAKES.length] : undefined;
      if (mistake === 'url') row.url = `docs/no-address-${n}`;
      if (mistake === 'heading') row.body = row.body.slice(2);
      if (mistake === 'email') row.body += '\n\nWrite to sara.lind@customer-mail.net.';
      if (mistake === 'repeated url') row.url = urlOf(n - 1);
      if (mistake === 'repeated body') row.body = `# ${row.title}${earlier.slice(earlier.indexOf('\n'))}`;
      earlier = row.body;
      yield `${Papa.unparse([[row.title, row.url, row.body, row.tags]])}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file));
  return Math.floor(rows / ROWS_A_MISTAKE);
}

function articleRow(n: number, random: () => number) {
  const title = `Section ${n} about ${WORDS[n % WORDS.length]}`;
  const word = () => (random() < 0.03 ? `word${Math.floor(random() * 50_000)}` : WORDS[Math.floor(random() * WORDS.length)]!);
  const paragraph = () => `${Array.from({ length: 50 }, word).join(' ')}.`;
  const code = `\`\`\`xml\n<config host="\${host}" port="8443" timeout="30000" id="a${n}"/>\n\`\`\``;
  const body = [`# ${title}`, ...Array.from({ length: 4 }, paragraph), code].join('\n\n');
  return { title, url: urlOf(n), body, tags: `product:x;topic:${WORDS[n % WORDS.length]}` };
}

function urlOf(n: number): string {
  return `https://docs.example.com/part${n % 50}/page${n % 5_000}/#s${n}`;
}

/** Mulberry32: small, and the same sequence everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
