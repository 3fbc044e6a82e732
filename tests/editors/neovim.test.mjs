// Neovim with the recipe of docs/editors.md.
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check, drive, recipe } from './session.mjs';

const script = fileURLToPath(new URL('neovim.lua', import.meta.url));

test('Neovim: findings, hover, quick fix, fix all', () => {
  check(drive('nvim', () => ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${script}`],
    { name: 'recipe.lua', code: recipe('lua', 'vim.lsp.start_client') }));
});
