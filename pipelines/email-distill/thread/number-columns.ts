const FIRST_SIZE = 1_024;

/** A row of numbers that grows, eight bytes each: a list of objects would take ten times that. */
export class Column {
  #values = new Float64Array(FIRST_SIZE);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }
}

/** A row of short lists of numbers. */
export class ListColumn {
  readonly #values = new Column();
  readonly #ends = new Column();

  push(values: Iterable<number>): void {
    for (const value of values) this.#values.push(value);
    this.#ends.push(this.#values.length);
  }

  at(index: number): number[] {
    const list: number[] = [];
    for (let at = index ? this.#ends.at(index - 1) : 0; at < this.#ends.at(index); at++) list.push(this.#values.at(at));
    return list;
  }
}

/**
 * A number of 53 bits for a text, two FNV-1a sums side by side: among a million texts two share one with a chance of 1 in 18,000. Whoever
 * makes two Message-IDs collide on purpose gains what a forged References header gives as well.
 */
export function textNumber(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (low >>> 15), 0x85ebca6b);
  }
  high ^= high >>> 13;
  low ^= low >>> 16;
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
