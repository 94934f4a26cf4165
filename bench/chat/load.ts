import { setTimeout as sleep } from 'node:timers/promises';
import { labelledQuestions } from '../search/sample-articles.ts';
import { ask, type Heard, newVisitor, type Visitor } from './ask.ts';

/** A process of its own, so that asking costs the server no event loop. Arguments: address, visitors. */
const [address = '', visitors = '200'] = process.argv.slice(2);
/** Questions a second in the steady part, and how long it lasts. */
const RATE = 50;
const STEADY_SECONDS = 20;

export type Load = { readonly burst: readonly Heard[]; readonly steady: readonly Heard[] };

const endpoint = new URL(address);
const { seen, heldOut } = labelledQuestions();
const questions = [...seen, ...heldOut].map(({ question }) => question);
let asked = 0;
const question = () => questions[asked++ % questions.length]!;

const people: Visitor[] = [];
for (let n = 0; n < Number(visitors); n += 1) people.push(await newVisitor(endpoint));
process.send?.('ready');

// Code and caches warm up as after the first visitors of a day.
for (const visitor of people.slice(0, 10)) await ask(endpoint, visitor, 'warm', question());
const burst = await Promise.all(people.map((visitor) => ask(endpoint, visitor, 'burst', question())));

// Everybody is still connected; every 20 ms the next one asks, whether or not the one before has an answer.
const start = performance.now();
const steady: Promise<Heard>[] = [];
for (let n = 0; n < RATE * STEADY_SECONDS; n += 1) {
  await sleep(Math.max(0, start + (n * 1000) / RATE - performance.now()));
  steady.push(ask(endpoint, people[n % people.length]!, `steady-${n}`, question()));
}
process.stdout.write(JSON.stringify({ burst, steady: await Promise.all(steady) } satisfies Load));
for (const { agent } of people) agent.destroy();
