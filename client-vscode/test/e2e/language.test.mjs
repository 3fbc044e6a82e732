// What helps to write a Dockerfile: completion, navigation, structure, formatting.
import assert from 'node:assert/strict';
import {
  editor, findingsShown, open, scenario, serverAnswers, settings, window,
} from './harness.mjs';
import { until } from './until.mjs';

scenario('Dockerfiles are completed, explained and navigated while they are typed', async () => {
  const text = [
    'ARG VERSION=12',
    'FROM debian:${VERSION} AS base',
    'RUN apt-get update \\',
    '    && apt-get install -y curl \\',
    '    && rm -rf /var/lib/apt/lists/*',
    '',
    'FROM base AS final',
    'COPY notes.txt /srv/',
    'COPY --from=base /etc/os-release /srv/',
    '',
  ].join('\n');
  await open({ 'Dockerfile': text, 'notes.txt': '', 'other/Dockerfile': 'FROM debian:12 AS elsewhere\n', ...settings({ 'dockerlsp.codeLens.enable': true }) });
  await window.openFile('Dockerfile');
  await until('the hints', async () => /steps? follow/.test(await window.visibleText()));

  // Outline, symbols of the workspace, lenses, links.
  await window.page.keyboard.press('Control+Shift+O');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'final' }).first().waitFor();
  await window.picture('23-outline');
  await window.page.keyboard.press('Escape');
  await window.page.keyboard.press('Control+t');
  await window.page.locator('.quick-input-widget input.input').fill('#elsewhere');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'elsewhere' }).first().waitFor();
  await window.page.keyboard.press('Escape');
  await window.editor.locator('.codelens-decoration', { hasText: /follow/ }).first().waitFor();
  assert.ok(await window.editor.locator('.detected-link').count() >= 2);

  // Highlights, definition, references, renaming.
  await window.goto(7, 7);
  await window.editor.locator('.wordHighlight, .wordHighlightText, .wordHighlightStrong').nth(1).waitFor();
  await window.page.keyboard.press('F12');
  await window.at(2);
  await window.goto(7, 7);
  await window.page.keyboard.press('Shift+F12');
  await window.page.locator('.peekview-widget .monaco-list-row').nth(1).waitFor();
  await window.picture('24-references');
  await window.page.keyboard.press('Escape');
  await window.goto(7, 7);
  await window.page.keyboard.press('F2');
  await window.page.locator('.rename-box input').fill('tools');
  await window.page.keyboard.press('Enter');
  await until('all places to be renamed', async () => /AS tools\n[^]*FROM tools AS final\n[^]*--from=tools/.test(await window.visibleText()));

  // Folding, and selections that grow.
  await window.goto(3);
  await window.page.keyboard.press('Control+Shift+[');
  await until('the step to be folded', async () => !/apt-get install/.test(await window.visibleText()));
  await window.page.keyboard.press('Control+Shift+]');
  await window.goto(4, 10);
  for (let more = 0; more < 3; more++) {
    await window.page.keyboard.press('Shift+Alt+ArrowRight');
  }
  await window.page.locator('.part.statusbar', { hasText: /\d+ selected/ }).waitFor();

  // The words of scripts have kinds of their own.
  await window.goto(4, 9);
  await window.command('Developer: Inspect Editor Tokens and Scopes');
  await window.page.locator('.token-inspect-widget', { hasText: 'semantic token type' }).waitFor();
  await window.picture('25-token');
  await window.page.keyboard.press('Escape');

  // Completion of an option of a package manager, of a file of the context, of a flag, and the syntax of an instruction.
  await window.goto(10);
  await window.page.keyboard.type('COPY --fr');
  await window.suggests('--from');
  await window.page.keyboard.press('Escape');
  await window.page.keyboard.press('Control+Shift+Space');
  await window.page.locator('.parameter-hints-widget.visible', { hasText: 'COPY' }).waitFor();
  await window.picture('26-syntax');
  await window.replaceLine(10, 'COPY no');
  await window.suggests('notes.txt');
  await window.replaceLine(10, 'RUN apt-get install --no-inst');
  await window.suggests('--no-install-recommends');
  await window.picture('27-completion');
  await window.page.keyboard.press('Escape');
});

scenario('a Dockerfile is formatted on demand, in part and while it is typed', async () => {
  const text = 'FROM debian:12\nrun apt-get update \\\n&& apt-get install -y curl \\\n&& rm -rf /var/lib/apt/lists/*\ncopy   a   b\n';
  await open({ Dockerfile: text, ...settings({ '[dockerfile]': { 'editor.formatOnType': true, 'editor.linkedEditing': true } }) });
  await window.openFile('Dockerfile');
  await findingsShown('info');
  await window.goto(5);
  await window.page.keyboard.press('Shift+End');
  await window.page.keyboard.press('Control+k');
  await window.page.keyboard.press('Control+f');
  await until('the selection to be formatted', async () => /copy a b/.test(await window.visibleText()));
  assert.match(await window.visibleText(), /\\\n&& apt-get install/);
  await window.page.keyboard.press('Control+Shift+i');
  await until('the document to be formatted', async () => /^run apt-get update \\\n {4}&& apt-get install -y curl \\\n {4}&& rm/m.test(await window.visibleText()));
  await window.goto(6);
  await window.page.keyboard.type('RUN echo a \\');
  await window.page.keyboard.press('Enter');
  await window.page.locator('.part.statusbar', { hasText: 'Ln 7, Col 5' }).waitFor();
  await window.page.keyboard.type('&& echo b');
  await until('the line to be indented', async () => /RUN echo a \\\n {4}&& echo b/.test(await window.visibleText()));
});

scenario('everything that can stand in a Dockerfile is completed', async () => {
  const text = ['ARG VERSION=12', 'FROM debian:${VERSION} AS build', 'ENV HOME_DIR=/srv', 'RUN useradd -m app', 'RUN true', ''].join('\n');
  await open({ 'Dockerfile': text, 'notes.txt': '', 'secret.txt': '', 'src/main.c': '', '.dockerignore': 'secret.txt\n' });
  await window.openFile('Dockerfile');
  await serverAnswers();
  // [what is typed into the last line, what is offered, the picture of it]
  for (const [typed, offered, picture] of [
    ['HEALTH', 'HEALTHCHECK', '52-instructions'],
    ['FROM bui', 'build', undefined],
    ['COPY --from=bu', 'build', '53-stages'],
    ['RUN --mount=type=ca', 'cache', undefined],
    ['RUN --mount=type=cache,target=/var/ca', '/var/cache/apt', '54-mounts'],
    ['FROM --platform=linux/ar', 'linux/arm64', undefined],
    ['USER ap', 'app', '55-users'],
    ['WORKDIR ${HOME_', 'HOME_DIR', '56-variables'],
    ['COPY ', 'notes.txt', '57-files'],
    ['RUN apt-get inst', 'install', undefined],
    ['RUN npm ', 'ci', '58-subcommands'],
    ['RUN pip install --no-ca', '--no-cache-dir', undefined],
    ['STOPSIGNAL SIGT', 'SIGTERM', undefined],
    ['LABEL org.opencontainers.image.so', 'org.opencontainers.image.source', undefined],
    ['# dockerlsp ignore=DL30', 'DL3008', '59-rules'],
    ['RU', 'RUN apt-get', '60-forms'],
  ]) {
    await window.replaceLine(6, typed);
    await window.suggests(offered);
    if (typed === 'COPY ') {
      const shown = await window.page.locator('.suggest-widget.visible .monaco-list-row').allInnerTexts();
      assert.ok(!shown.some((row) => row.includes('secret.txt')), shown.join(' | '));
    }
    if (picture !== undefined) {
      await window.picture(picture);
    }
    await window.page.keyboard.press('Escape');
  }
  // A recommended form is put in with places to fill.
  await window.replaceLine(6, 'RU');
  await window.suggests('RUN apt-get');
  await window.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'RUN apt-get' }).first().click();
  await until('the form', async () => /RUN apt-get update \\\n\s+&& apt-get install/.test(await window.visibleText()));
});

scenario('variables are renamed across stages, and what has no name is not', async () => {
  const text = 'ARG VERSION=12\nFROM debian:${VERSION} AS one\nARG VERSION\nRUN echo $VERSION\nFROM debian:$VERSION\nENV VERSION=x\nRUN echo $VERSION\n';
  await open({ Dockerfile: text });
  await window.openFile('Dockerfile');
  await serverAnswers();
  await window.goto(2, 16);
  await window.page.keyboard.press('F2');
  await window.page.locator('.rename-box input').fill('RELEASE');
  await window.page.keyboard.press('Enter');
  await until('the variable to be renamed where it is the same', async () =>
    (await window.visibleText()).startsWith('ARG RELEASE=12\nFROM debian:${RELEASE} AS one\nARG RELEASE\nRUN echo $RELEASE\nFROM debian:$RELEASE\nENV VERSION=x\nRUN echo $VERSION'));
  await window.goto(2, 2);
  await window.page.keyboard.press('F2');
  await window.page.locator('.monaco-editor-overlaymessage').first().waitFor();
  await window.picture('61-no-name');
  assert.equal(await window.page.locator('.rename-box input').isVisible(), false);
});

scenario('a source of COPY opens, and the delimiters of a heredoc are typed together', async () => {
  const text = 'FROM debian:12\nCOPY notes.txt /srv/\nRUN <<EOT\nset -e\nfor name in a b; do\n  echo "$name" # twice\ndone\nEOT\n';
  await open({ 'Dockerfile': text, 'notes.txt': 'Notes', ...settings({ '[dockerfile]': { 'editor.linkedEditing': true } }) });
  await window.openFile('Dockerfile');
  await serverAnswers();
  await until('the links', async () => await window.editor.locator('.detected-link').count() >= 2);
  await window.goto(5, 2);
  await window.command('Developer: Inspect Editor Tokens and Scopes');
  await window.page.locator('.token-inspect-widget', { hasText: /semantic token type\s*keyword/ }).waitFor();
  await window.picture('62-heredoc');
  await window.page.keyboard.press('Escape');

  await window.goto(3, 10);
  await until('the linked places', async () => await window.editor.locator('.linked-editing-decoration').count() > 0);
  await window.page.keyboard.type('S');
  await until('both ends to change', async () => /RUN <<EOTS\n[^]*\nEOTS\n?$/.test((await window.visibleText()).trimEnd()));

  await window.goto(2, 8);
  await window.command('Open Link');
  await window.page.locator('.tab.active', { hasText: 'notes.txt' }).waitFor();
});

scenario('on broken text everything goes on', async () => {
  await open({ Dockerfile: 'FROM debian:12 AS base\nRUN apt-get update && \\\nCOPY "\nRUN <<EOT\nFROM base AS final\nCOPY --from=base [\nENV A=\n' });
  await window.openFile('Dockerfile');
  await findingsShown('error');
  await window.page.keyboard.press('Control+Shift+O');
  await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'base' }).first().waitFor();
  await window.page.keyboard.press('Escape');
  assert.ok((await window.hover(2, 6)).length > 0);
  await window.closeHover();
  await window.replaceLine(4, 'RUN apt-get inst');
  await window.suggests('install');
  await window.picture('63-broken');
  await window.page.keyboard.press('Escape');
  await window.goto(1, 20);
  await window.page.keyboard.press('F12');
  await window.page.keyboard.press('Control+Shift+i');
  await until('one server, the first one', () => editor.serverProcesses().length === 1);
  assert.equal(await window.notifications('DockerLsp').count(), 0);
});
