import fs from 'node:fs';
import path from 'node:path';

const products = new Set(['bin', 'obj', 'out', 'node_modules']);

/**
 * When the newest of these files, or of the files in these folders, was changed, in milliseconds.
 * Folders count too: deleting or renaming a file changes only them.
 */
export function newestChange(files) {
  let newest = 0;
  for (const file of files) {
    const stat = fs.statSync(file);
    newest = Math.max(newest, stat.mtimeMs);
    if (stat.isDirectory()) {
      const inside = fs.readdirSync(file).filter((name) => !products.has(name));
      newest = Math.max(newest, newestChange(inside.map((name) => path.join(file, name))));
    }
  }
  return newest;
}
