import { expect, test } from 'vitest';
import { versionsIn } from './seen-facts.ts';

test('a version has a product before it and no unit behind it', () => {
  expect(versionsIn('Exporter 3.2.1 on Ubuntu 22.04. Fetched 24.6 MB in 3s, Took 1.5 s')).toEqual(['Exporter 3.2.1', 'Ubuntu 22.04']);
});
