import { baseOf } from './base.ts';
import { ENGINES } from './engines/engines.ts';
import { labelledQuestions } from './sample-articles.ts';

/** What one engine needed. CPU seconds are those of all threads, for a machine that others use too. */
export type EngineSpeed = {
  readonly articles: number;
  readonly searches: number;
  readonly indexSeconds: number;
  readonly indexCpuSeconds: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly diskMb: number | null;
};

/** The first round warms code and caches up and is not counted. */
const ROUNDS = 4;
const LIMIT = 10;

async function timeEngine(name: string, count: number): Promise<EngineSpeed> {
  const articles = baseOf(count);
  const { seen, heldOut } = labelledQuestions();
  const questions = [...seen, ...heldOut].map(({ question }) => question);
  const maker = ENGINES.find((engine) => engine.name === name);
  if (!maker) throw new Error(`there is no engine ${name}`);
  const engine = await maker.open(articles);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const question of questions) {
      const start = performance.now();
      await engine.find(question, LIMIT);
      if (round > 0) times.push(performance.now() - start);
    }
  engine.close();
  times.sort((a, b) => a - b);
  return {
    articles: articles.length,
    searches: times.length,
    indexSeconds: engine.index.wallMs / 1000,
    indexCpuSeconds: engine.index.cpuMs / 1000,
    p50Ms: times[Math.floor(times.length * 0.5)]!,
    p95Ms: times[Math.floor(times.length * 0.95)]!,
    diskMb: engine.diskBytes === null ? null : engine.diskBytes / 2 ** 20,
  };
}

const [name = '', count = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await timeEngine(name, Number(count))));
