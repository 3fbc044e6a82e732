// Emacs with eglot and the recipe of docs/editors.md.
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check, drive, recipe } from './session.mjs';

const script = fileURLToPath(new URL('emacs.el', import.meta.url));

test('Emacs with eglot: findings, hover, quick fix, fix all', () => {
  check(drive('emacs', () => ['--batch', '-l', script], { name: 'recipe.el', code: recipe('elisp', 'eglot-server-programs') }));
});
