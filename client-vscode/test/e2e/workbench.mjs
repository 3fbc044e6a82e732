// One window of the editor, used as a person would: by keyboard wherever there is a key.
import path from 'node:path';
import { patience, until } from './until.mjs';

const plain = (text) => text.replaceAll('\u00a0', ' ');

/**
 * Does something until it shows what it should. It waits twice as long each time, as it cannot tell what was swallowed from a
 * slow machine.
 */
async function again(what, shown, act, { first = 2_000, limit, orElse = () => {} }) {
  let timeout = first;
  await until(what, async () => {
    await act();
    const isThere = await shown.waitFor({ timeout }).then(() => true, () => false);
    if (!isThere) {
      await orElse();
    }
    timeout *= 2;
    return isThere;
  }, limit);
}

export class Workbench {
  /** Opens the folder in a new window. */
  static async open(browser, editor, folder, pictures, viewport = { width: 1280, height: 800 }) {
    const context = await browser.newContext({ viewport, deviceScaleFactor: 1 });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000 * patience);
    const file = page.locator('.explorer-folders-view .monaco-list-row').first();
    // Now and then a window stays empty. It is loaded once more, as a person would do.
    await again('the window to show its files', file, () => page.goto(editor.url(folder), { timeout: 60_000 * patience }), { first: 20_000, limit: 60_000 });
    return new Workbench(context, page, pictures);
  }

  constructor(context, page, pictures) {
    this.context = context;
    this.page = page;
    this.pictures = pictures;
  }

  close() {
    return this.context.close();
  }

  picture(name) {
    return this.page.screenshot({ path: path.join(this.pictures, `${name}.png`) });
  }

  /** All that the window shows, as text, one line each. */
  async shownText() {
    return plain(await this.page.locator('body').innerText()).split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n');
  }

  get editor() {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  squiggles(severity = 'warning') {
    return this.editor.locator(`.squiggly-${severity}`);
  }

  /** Opens a file by its path in the folder and gives its editor the focus. */
  async openFile(name) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: path.basename(name) }).first();
    // The list is made when it opens: a file that has just come is only in the next one.
    await this.#again(row, () => this.#quickInput('Control+p', name));
    await row.click();
    await this.page.locator('.tab.active', { hasText: path.basename(name) }).waitFor();
    await this.editor.locator('.view-line').first().waitFor();
    await this.goto(1);
  }

  /** Puts the cursor on a line and column, both from 1. */
  async goto(line, column = 1) {
    await this.#quickInput('Control+g', `:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await until(`the cursor to be in line ${line}`, async () =>
      (await this.page.locator('.part.statusbar').innerText()).includes(`Ln ${line}, Col ${column}`));
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
  }

  /** Waits until the cursor is in a line. */
  async at(line) {
    await until(`the cursor to be in line ${line}`, async () => (await this.page.locator('.part.statusbar').innerText()).includes(`Ln ${line},`));
  }

  /** Waits until a word is among those that are offered for completion. */
  async suggests(word) {
    const row = this.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: word }).first();
    await this.#again(row, () => this.page.keyboard.press('Control+Space'));
  }

  /** Puts another text into a line, from its start to its end. */
  async replaceLine(line, text) {
    await this.goto(line);
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.type(text);
  }

  /** Runs a command by its title in the palette, and chooses from the list that it opens where it opens one. */
  async command(title, choice) {
    await this.begin(title, choice);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** The same for a command that asks for more. */
  async begin(title, choice) {
    if (choice === undefined) {
      await this.#take(title);
      return;
    }
    // A list that opens before what fills it has started stays as it is: the next one has the entry.
    const row = this.#entry(choice);
    await this.#again(row, () => this.#take(title));
    await row.click();
  }

  async #take(title) {
    // A window that has just opened does not know the commands of extensions yet, and its list stays as it is.
    await this.#again(this.#entry(title), () => this.#quickInput('F1', `>${title}`));
    await this.choose(title);
  }

  #entry(text) {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  /** Uses keys until they show what they should: VS Code swallows some, and some lists come too early. */
  async #again(shown, act) {
    await again('what the keys should have opened', shown, act, { orElse: () => this.page.keyboard.press('Escape') });
  }

  async #quickInput(key, text) {
    const input = this.page.locator('.quick-input-widget input.input');
    await this.page.keyboard.press(key);
    await input.waitFor();
    await input.fill(text);
  }

  /** The lines on screen, top to bottom: VS Code draws no others, and in any order. */
  async visibleText() {
    const lines = await this.editor.locator('.view-line').evaluateAll((nodes) => nodes
      .map((node) => ({ top: Number.parseFloat(node.style.top), text: node.textContent }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text));
    return plain(lines.join('\n'));
  }

  /** Shows the hover at a place by its keys; gives its text. */
  async hover(line, column) {
    await this.goto(line, column);
    const shown = this.page.locator('.monaco-editor .monaco-hover:not(.hidden)').first();
    return until('the hover to be whole', async () => {
      // VS Code drops the keys, and closes what is shown, when findings arrive meanwhile.
      if (!await shown.isVisible()) {
        await this.#again(shown.locator('.hover-contents').first(), async () => {
          await this.page.keyboard.press('Control+k');
          await this.page.keyboard.press('Control+i');
        });
      }
      // The first part may be there before the answer of the server is.
      const text = await shown.innerText({ timeout: 2_000 }).then((all) => plain(all).trim(), () => 'Loading');
      return text.includes('Loading') ? undefined : text;
    });
  }

  async closeHover() {
    await this.page.keyboard.press('Escape');
    await this.page.locator('.monaco-editor .monaco-hover:not(.hidden)').waitFor({ state: 'hidden' });
  }

  /** Opens the light bulb's list at a place by its key; gives the titles. The first one has the focus. */
  async lightBulb(line, column) {
    await this.goto(line, column);
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    // VS Code drops the key when findings arrive meanwhile.
    await this.#again(rows.first(), () => this.page.keyboard.press('Control+.'));
    return (await rows.allInnerTexts()).map((title) => plain(title).trim());
  }

  /** Takes the first entry of the open list. */
  async takeFirst() {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await rows.and(this.page.locator('.focused')).first().waitFor();
    await this.page.keyboard.press('Enter');
    await rows.first().waitFor({ state: 'hidden' });
  }

  /** Takes the entry of the open list that has this title. */
  async take(title) {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await rows.filter({ hasText: title }).first().click();
    await rows.first().waitFor({ state: 'hidden' });
  }

  async save() {
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'hidden' });
  }

  /** What the status bar's own item says. */
  get statusItem() {
    return this.page.locator('#dockerlsp\\.dockerlsp\\.dockerlsp\\.status');
  }

  /** Waits until the status bar's own item says this when it is pointed at. */
  async statusSays(pattern) {
    await until(`the status to be ${pattern}`, async () => {
      const label = await this.statusItem.getAttribute('aria-label').catch(() => null) ?? '';
      return pattern.test(label) || label.split(', ').some((_, index, parts) => pattern.test(parts.slice(index).join(', ')));
    });
  }

  /** Opens the language status; gives its text. */
  async languageStatus() {
    const item = this.page.locator('#status\\.languageStatus');
    const shown = this.page.locator('.hover-language-status').first();
    await this.#again(shown, () => item.click());
    return plain(await this.page.locator('.monaco-hover:has(.hover-language-status)').last().innerText());
  }

  /** Opens the palette with this in it, and waits until it lists these commands; gives all that it lists. */
  async palette(text, commands) {
    const rows = '.monaco-list-row';
    const list = commands.reduce((shown, title) => shown.filter({ has: this.page.locator(rows, { hasText: title }) }), this.page.locator('.quick-input-list'));
    await this.#again(list, () => this.#quickInput('F1', `>${text}`));
    return (await list.locator(rows).allInnerTexts()).map(plain);
  }

  /** Waits until the page of a rule is shown, with its example. */
  async ruleIsShown(id) {
    await this.page.locator('.tab.active', { hasText: `Preview ${id}` }).waitFor();
    const page = this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await page.locator('h1 + p', { hasText: id }).waitFor();
    await page.locator('pre', { hasText: 'FROM' }).first().waitFor();
  }

  /** Types the answer to what is asked at the top. */
  async answer(text) {
    await this.page.locator('.quick-input-widget input.input').fill(text);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Types a path into the dialog for files. It looks at the disk while one types, and puts back what it has seen: so again and again. */
  async answerFile(file) {
    const widget = this.page.locator('.quick-input-widget');
    const input = widget.locator('input.input');
    await until('the dialog to show a path', async () => (await input.inputValue()).startsWith('/'));
    await until('the dialog to take the path', async () => {
      await input.fill(file);
      await widget.locator('.monaco-list-row', { hasText: path.basename(file) }).first().waitFor();
      await widget.locator('.quick-input-action .monaco-button').first().click();
      return widget.waitFor({ state: 'hidden', timeout: 4_000 }).then(() => true, () => false);
    });
  }

  /** Chooses an entry of the list that is open at the top. */
  async choose(text) {
    const row = this.#entry(text);
    await row.waitFor();
    await row.click();
  }

  /** Opens the Problems panel, or closes it. */
  async toggleProblems() {
    const panel = this.page.locator('.markers-panel');
    const state = await panel.isVisible() ? 'hidden' : 'visible';
    await this.page.keyboard.press('Control+Shift+m');
    await panel.waitFor({ state });
  }

  /** How many problems the status bar counts. The panel draws only the rows that fit. */
  async problemCount() {
    const text = await this.page.locator('#status\\.problems').innerText();
    return [...text.matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
  }

  notifications(text) {
    return this.page.locator('.notification-list-item', { hasText: text });
  }
}
