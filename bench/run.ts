import { parseArgs } from 'node:util';
import type { Bench, BenchOptions } from './bench.ts';
import { chatBench } from './chat/chat-bench.ts';
import { coldBench } from './cold/cold-bench.ts';
import { distillBench } from './distill/distill-bench.ts';
import { ingestBench } from './ingest/ingest-bench.ts';
import { intakeBench } from './intake/intake-bench.ts';
import { scrapeBench } from './scrape/scrape-bench.ts';
import { searchBench } from './search/search-bench.ts';
import { widgetBench } from './widget/widget-bench.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  scrape: scrapeBench,
  distill: distillBench,
  ingest: ingestBench,
  search: searchBench,
  chat: chatBench,
  intake: intakeBench,
  cold: coldBench,
  widget: widgetBench,
};

/** Wrong use, told in one line. */
class WrongUse extends Error {}

type Wanted = { readonly names: readonly string[]; readonly json: boolean; readonly options: BenchOptions };

function readArguments(argv: readonly string[]): Wanted {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        pages: { type: 'string' },
        threads: { type: 'string' },
        visitors: { type: 'string' },
        endpoint: { type: 'string' },
      },
    });
    const options = {
      pages: count('pages', values.pages),
      threads: count('threads', values.threads),
      visitors: count('visitors', values.visitors),
      endpoint: address(values.endpoint),
    };
    return { names: positionals, json: values.json ?? false, options };
  } catch (error) {
    throw error instanceof TypeError ? new WrongUse(error.message) : error;
  }
}

function count(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new WrongUse(`--${name} ${value}: give a whole number above 0`);
  return Number(value);
}

function address(value: string | undefined): string | undefined {
  if (value !== undefined && !/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    throw new WrongUse(`--endpoint ${value}: give an http(s) address`);
  return value;
}

function chooseParts([benchName, ...partNames]: readonly string[]): [string, Bench['parts'][string]][] {
  const benches = Object.entries(BENCHES).filter(([name]) => benchName === undefined || name === benchName);
  if (benches.length === 0) throw new WrongUse(`there is no bench \`${benchName}\`; there is ${Object.keys(BENCHES).join(', ')}`);
  return benches.flatMap(([name, { parts }]) => {
    const unknown = partNames.find((part) => !(part in parts));
    if (unknown !== undefined) throw new WrongUse(`bench \`${name}\` has no part \`${unknown}\`; it has ${Object.keys(parts).join(', ')}`);
    return Object.entries(parts)
      .filter(([part]) => partNames.length === 0 || partNames.includes(part))
      .map(([part, run]): [string, Bench['parts'][string]] => [`${name} ${part}`, run]);
  });
}

async function main(argv: readonly string[]): Promise<void> {
  const { names, json, options } = readArguments(argv);
  const measured: Record<string, unknown> = {};
  for (const [name, run] of chooseParts(names)) {
    if (json) process.stderr.write(`${name} …\n`);
    const result = await run(options);
    measured[name] = result.json;
    if (!json) process.stdout.write(`${result.text}\n\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof WrongUse)) throw error;
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 2;
}
