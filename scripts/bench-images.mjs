// npm run bench:images [-- sizes [NAME] | stale | hits [NAME] | model [WORD] | clean]
// Builds images for real, from Debian packages: what fixes save, what goes stale, what the cache reuses, and whether the cache model
// is right. Needs Linux, root, buildah, crun, debootstrap and a Debian archive; keeps its state in the user's cache folder.
import { heading, main, Problem } from './lib/run.mjs';
import { requireNode } from './lib/prerequisites.mjs';
import { clean } from './images/builders.mjs';
import { measureHits } from './images/hits.mjs';
import { measureModel } from './images/model.mjs';
import { measureSizes } from './images/sizes.mjs';
import { measureStale } from './images/stale.mjs';
import { requireMachine } from './images/state.mjs';

const usage = 'Usage: npm run bench:images [-- sizes [NAME] | stale | hits [NAME] | model [WORD] | clean]';

await main(async ([part, word]) => {
  requireNode();
  if (part === 'clean') {
    clean();
    return 0;
  }
  if (part !== undefined && !['sizes', 'stale', 'hits', 'model'].includes(part)) {
    throw new Problem(usage);
  }
  requireMachine();
  let failures = 0;
  if (part === undefined || part === 'sizes') {
    const sizes = await measureSizes(word);
    heading('What fixes save');
    console.log(sizes.text);
    failures += sizes.failures;
  }
  if (part === undefined || part === 'stale') {
    const stale = await measureStale();
    console.log(stale.text);
    failures += stale.failures;
  }
  if (part === undefined || part === 'hits') {
    console.log(await measureHits(word));
  }
  if (part === undefined || part === 'model') {
    const { text, disagreements } = await measureModel(word);
    heading('The cache model against reality');
    console.log(text);
    failures += disagreements;
  }
  return failures > 0 ? 1 : 0;
});
