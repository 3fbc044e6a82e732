import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toMarkdown } from '../../src/rule-page';

test('what the terminal shows above the title stands below it', () => {
  assert.equal(
    toMarkdown('DL3009 PackageIndexRemains: info, PackageHygiene\nAlso called S6587\n\n# The index stays\n\nText\n'),
    '# The index stays\n\n*DL3009 PackageIndexRemains: info, PackageHygiene · Also called S6587*\n\nText\n');
  assert.equal(toMarkdown('DL1 A: info, B\r\n\r\n# T\r\n# not a title\r\n'), '# T\r\n\n*DL1 A: info, B*\n# not a title\r\n');
});

test('a page without title stays as it is', () => {
  assert.deepEqual(['', 'Text\n', '# Title\nText\n'].map(toMarkdown), ['', 'Text\n', '# Title\nText\n']);
});
