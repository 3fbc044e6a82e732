import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leavesLanguageFeatures } from '../../src/neighbours';

test('completion, navigation and formatting are left to an extension that does them', () => {
  const none = () => false;
  const microsoft = (id: string) => id === 'ms-azuretools.vscode-containers';
  assert.deepEqual(['auto', 'on', 'off', 7, undefined].map((setting) => leavesLanguageFeatures(setting, none)), [false, false, true, false, false]);
  assert.deepEqual(['auto', 'on', 'off', 7, undefined].map((setting) => leavesLanguageFeatures(setting, microsoft)), [true, false, true, true, true]);
});
