/**
 * A pure function that keeps its last `most` results by their text. Questions find the same passages again and again, and taking one
 * apart costs far more than looking it up. What it gives is shared, so nobody may change it.
 */
export function remember<T>(make: (text: string) => T, most: number): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    if (kept.size >= most) kept.delete(kept.keys().next().value!);
    kept.set(text, made);
    return made;
  };
}
