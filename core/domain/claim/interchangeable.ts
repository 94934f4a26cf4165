import { stem } from '../stem.ts';

/** Words that stand for each other in instructions without changing what is claimed. Short on purpose: what is not here must be in the mail. */
const GROUPS = `set put configure change adjust
delete remove
folder directory
fix solve resolve
reason cause
show display
choose select pick
contain hold include
begin start
option property parameter
version release
send ship forward
wrong incorrect
correct right
big large
let allow permit
application app
run execute
problem issue
increase raise
decrease reduce
turn switch enable activate disable deactivate
say state
line entry
copy duplicate
picture image
email mail
error failure
fail failing
happen occur
visible seen
keep leave
check verify
separate own
wait pause
minute min
second sec
describe explain`;

const SAME = new Map(
  GROUPS.split('\n').flatMap((group) => {
    const stems = group.split(' ').map(stem);
    return stems.map((word) => [word, stems[0]!] as const);
  }),
);

/** Forms whose stem is another word's: a setting is no `set`. */
const OWN_WORDS = new Map([
  ['setting', 'option'],
  ['settings', 'option'],
  ['configuration', 'config'],
  ['configurations', 'config'],
]);

/** The word that stands for a group of interchangeable ones; any other word is its own stem. `word` is folded to lower case. */
export function canonicalTerm(word: string): string {
  const root = stem(OWN_WORDS.get(word) ?? word);
  return SAME.get(root) ?? root;
}

const NUMBERS = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, value) => [word, String(value)] as const),
);

/** `2` for `two`: a number is a number however it is written. */
export function numberWord(word: string): string | undefined {
  return NUMBERS.get(word) ?? (word === 'twice' ? 'twice' : undefined);
}

const ROVING = new Set('first also again automatically now here together both directly'.split(' ').map(canonicalTerm));

/** Adverbs that stand anywhere in their clause. `term` is canonical. */
export function isRoving(term: string): boolean {
  return ROVING.has(term);
}
