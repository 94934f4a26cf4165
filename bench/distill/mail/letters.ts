/** What a conversation is about: all of it made of the thread's number. */
export type Matter = {
  readonly customer: string;
  readonly agent: string;
  readonly subject: string;
  /** Messages, customer and support in turn. */
  readonly letters: number;
  readonly code: string;
  readonly setting: string;
  readonly part: string;
  readonly value: number;
  readonly version: string;
};

const FIRST = ['Sara', 'Jan', 'Oluwaseun', 'Mireille', 'Tomas', 'Ingrid', 'Paolo', 'Aiko', 'Dmitri', 'Lucia', 'Henrik', 'Fatima'];
const LAST = ['Lind', 'Vos', 'Achebe', 'Garnier', 'Novak', 'Solberg', 'Conti', 'Mori', 'Orlov', 'Ramos', 'Dahl', 'Haddad', 'Weiss'];
const AGENTS = ['Nora Keane', 'Ben Okafor', 'Lea Brandt', 'Ravi Menon'];
const PARTS = ['export', 'import', 'scheduler', 'cache', 'gateway', 'mailer', 'indexer', 'archiver', 'sampler', 'uploader', 'parser'];
const NOUNS = ['buffer', 'queue', 'folder', 'retry', 'timeout', 'batch', 'thread', 'window', 'token', 'header', 'socket', 'page'];
const KINDS = ['size', 'limit', 'interval', 'path', 'mode', 'level', 'count', 'delay'];

export function matterOf(thread: number): Matter {
  const pick = <Value>(values: readonly Value[], step: number): Value => values[Math.floor(thread / step) % values.length]!;
  const part = pick(PARTS, 1);
  const code = `${part.slice(0, 2).toUpperCase()}-${1_000 + ((thread * 37) % 9_000)}`;
  return {
    customer: `${pick(FIRST, 3)} ${pick(LAST, 5)}`,
    agent: pick(AGENTS, 2),
    subject: `${part[0]!.toUpperCase()}${part.slice(1)} stops with ${code}`,
    letters: 2 + ((thread * 7) % 4),
    code,
    setting: `${part}.${pick(NOUNS, 11)}.${pick(KINDS, 7)}`,
    part,
    value: 10 + ((thread * 13) % 990),
    version: `${1 + (thread % 5)}.${thread % 12}.${thread % 7}`,
  };
}

/** The text of the n-th letter, with the one before quoted below, as most people write. */
export function letterOf(matter: Matter, n: number): string {
  const own = ownText(matter, n);
  if (n === 0) return own;
  const { customer, agent } = matter;
  const quoted = ownText(matter, n - 1).replace(/^/gm, '> ');
  return `${own}\n\nOn Mon, 5 Oct 2026 at 10:12, ${n % 2 ? customer : agent} wrote:\n${quoted}`;
}

function ownText({ customer, agent, code, setting, part, value, version }: Matter, n: number): string {
  const [first] = customer.split(' ');
  switch (n) {
    case 0:
      return `Hello,\n\nsince the update to ${version} the ${part} stops every night with ${code}. The log says:\n\n    2026-10-05 02:00:01,113 ERROR [${part}-worker-3] ${code}: ${setting} exceeded after ${value} s\n        at com.vendor.${part}.Runner.run(Runner.java:${value})\n        at java.base/java.lang.Thread.run(Thread.java:1583)\n\nIt ran fine for two years before that, and nothing else was changed on the machine. What does this error mean, and how do we get rid of it?\n\nKind regards,\n${customer}\nOperations, North ${value} Ltd.\n+44 20 7946 0${100 + (value % 900)}`;
    case 1:
      return `Hi ${first},\n\n${code} says that ${setting} is too low for the amount of data since ${version}. The ${part} counts retries against it now, which it did not do before.\n\nSet ${setting} to ${value * 2} in conf/${part}.properties and restart the ${part} service:\n\n    ${setting}=${value * 2}\n\nNothing is lost: what was waiting is sent after the restart. With more than ${value} jobs an hour, set it to ${value * 3} instead.\n\nBest regards,\n${agent}\nVendor Support`;
    case 2:
      return `Hi ${agent.split(' ')[0]},\n\nthanks, that was it: no ${code} since Tuesday. Does the setting ${setting} also apply to the test machine with its older version?\n\n${customer}`;
    case 3:
      return `Hi ${first},\n\nyes, ${setting} is known to every version since ${version.split('.')[0]}.0, the default is ${value} there. You do not need to change it on machines that run fewer than ${value} jobs an hour.\n\nRegards,\n${agent}`;
    default:
      return `Perfect, thank you!\n\n${customer}`;
  }
}
