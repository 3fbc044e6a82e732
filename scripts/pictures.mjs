// npm run pictures: the pictures of the READMEs, docs/images, from those that npm run test:e2e has just taken.
import fs from 'node:fs';
import path from 'node:path';
import { e2eFolder, root, shown } from './lib/paths.mjs';
import { main, Problem } from './lib/run.mjs';

const limit = 150 * 1024;

await main(() => {
  const taken = fs.existsSync(e2eFolder) ? fs.readdirSync(e2eFolder).filter((name) => /^readme-.*\.png$/.test(name)) : [];
  if (taken.length === 0) {
    throw new Problem(`${shown(e2eFolder)} holds no pictures for the README: run npm run test:e2e first.`);
  }
  const target = path.join(root, 'docs', 'images');
  fs.mkdirSync(target, { recursive: true });
  for (const name of taken) {
    const from = path.join(e2eFolder, name);
    if (fs.statSync(from).size > limit) {
      throw new Problem(`${shown(from)} is larger than ${limit / 1024} KB.`);
    }
    const to = path.join(target, name.replace('readme-', ''));
    fs.copyFileSync(from, to);
    console.log(shown(to));
  }
});
