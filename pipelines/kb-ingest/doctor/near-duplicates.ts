/** Words of a shingle: shorter ones are shared by texts that only speak of the same thing. */
const SHINGLE_WORDS = 4;
/** Shorter bodies say nearly the same by chance. */
const FEWEST_SHINGLES = 12;
/** Of a body's shingles only so many are kept, those with the smallest hashes: two sketches tell the share that the bodies have in common. */
const SKETCH = 24;
/** Bodies are compared only when they share one of their very smallest hashes: at 90 % in common the chance to miss a pair is below 1 in 1,000. */
const DOORS = 4;
/** Shares of sketches scatter by some 7 % around that of the bodies. */
const MIN_SHARED = 0.85;

export type SeenBody = { readonly row: number; readonly file: string; readonly url: string };

/**
 * Finds bodies that say nearly the same as an earlier one. Holds about 300 bytes a row and never a body; each body is compared with at most
 * {@link DOORS} others, so time is linear however alike the rows are.
 */
export function nearDuplicates() {
  const doors = new Map<number, number>();
  const sketches: Uint32Array[] = [];
  const seen: SeenBody[] = [];
  return {
    /** The earlier body that this one repeats, or null; remembers it either way. */
    add(body: string, where: SeenBody): SeenBody | null {
      const sketch = sketchOf(body);
      if (!sketch) return null;
      let twin: SeenBody | null = null;
      for (const hash of sketch.subarray(0, DOORS)) {
        const candidate = doors.get(hash);
        if (candidate === undefined) doors.set(hash, sketches.length);
        else if (!twin && shared(sketches[candidate]!, sketch) >= MIN_SHARED) twin = seen[candidate]!;
      }
      sketches.push(sketch);
      seen.push(where);
      return twin;
    },
  };
}

/** The smallest hashes of a body's shingles, ascending; null for a body that is too short. Its heading is no part of it. */
function sketchOf(body: string): Uint32Array | null {
  const hashes = new Set<number>();
  const recent: number[] = [];
  for (const [word] of body.replace(/^# [^\n]*\n/, '').matchAll(/[\p{L}\p{N}]+/gu)) {
    recent.push(hashWord(word));
    if (recent.length > SHINGLE_WORDS) recent.shift();
    if (recent.length === SHINGLE_WORDS) hashes.add(mix(recent));
  }
  if (hashes.size < FEWEST_SHINGLES) return null;
  return Uint32Array.from(hashes).sort().slice(0, SKETCH);
}

/** FNV-1a over the characters in lower case. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ (word.charCodeAt(index) | 0x20), 0x01000193);
  return hash;
}

/** Murmur's finish over each word in its place, so that the smallest hashes are a fair sample. */
function mix(words: readonly number[]): number {
  let hash = 0;
  for (const word of words) {
    hash = Math.imul(hash, 31) + word;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** The share in common of what two sketches stand for: of the smallest hashes of both together, those that both have. */
function shared(a: Uint32Array, b: Uint32Array): number {
  const size = Math.min(a.length, b.length);
  let [at, bt, both] = [0, 0, 0];
  for (let taken = 0; taken < size; taken++) {
    const [left, right] = [a[at] ?? Number.POSITIVE_INFINITY, b[bt] ?? Number.POSITIVE_INFINITY];
    if (left === right) both += 1;
    if (left <= right) at += 1;
    if (right <= left) bt += 1;
  }
  return both / size;
}
